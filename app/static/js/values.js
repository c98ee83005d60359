// Answers in JSON, as app/domain/answers.py writes them.

export const NOT_ANSWERED = { non_answer: "not_answered" };
export const NOT_ASKED = { not_asked: true };

// Keys are chosen by whoever writes the questionnaire; one named "constructor" must not find what objects inherit.
export const at = (map, key) => (map && Object.hasOwn(map, key) ? map[key] : undefined);

export const given = (operand) => operand !== undefined && operand !== null;

export const isAnswered = (value) => given(value) && !value.not_asked && value.non_answer !== NOT_ANSWERED.non_answer;

export const lengthOf = (value) => (value?.items ?? value?.files ?? []).length;

// The text or number that `exact` reads, or undefined.
export const numberOf = (value) => value?.number ?? value?.decimal ?? value?.amount;
