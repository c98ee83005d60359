// Watches an export and draws its progress. Without this file the page has a link to look again.
// While it goes on, only the steps are drawn anew: whoever stands on the button stays there.
const place = document.querySelector("[data-progress]");
const ended = ["done", "failed", "cancelled"];

function draw(answer) {
  if (answer.state === place.dataset.state) {
    const parts = document.createElement("template");
    parts.innerHTML = answer.html;
    const steps = place.querySelector("[data-steps]");
    const [said, meter, hint] = parts.content.querySelector("[data-steps]").children;
    const [saidNow, meterNow, hintNow] = steps.children;
    if (saidNow.textContent !== said.textContent) saidNow.textContent = said.textContent; // read aloud only then
    meterNow.replaceWith(meter);
    hintNow.replaceWith(hint);
    return;
  }
  place.dataset.state = answer.state;
  place.innerHTML = answer.html;
}

async function look() {
  if (ended.includes(place.dataset.state)) return;
  try {
    const reply = await fetch(place.dataset.progress);
    if (reply.ok) draw(await reply.json());
  } finally {
    setTimeout(look, 1000);
  }
}
look();
