// Watches an export and draws its progress. Without this file the page has a link to look again.
const place = document.querySelector("[data-progress]");

async function look() {
  if (place.dataset.state === "done" || place.dataset.state === "failed") return;
  try {
    const reply = await fetch(place.dataset.progress);
    if (reply.ok) {
      const answer = await reply.json();
      place.dataset.state = answer.state;
      place.innerHTML = answer.html;
    }
  } finally {
    setTimeout(look, 1000);
  }
}
look();
