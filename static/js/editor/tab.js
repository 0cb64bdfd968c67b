// The name of this tab, and what earlier tabs of this person left unsent.
import { keptSteps } from "./queue.js";
import { uuid } from "./words.js";

const WAIT = 150; // milliseconds a living tab has to answer

// place: prefix of plan and person in the browser's storage. Resolves to {tab(), kept}: steps of tabs that are gone.
export async function takeTab(place) {
  const known = sessionStorage.getItem(place);
  let tab = known || uuid();
  sessionStorage.setItem(place, tab);
  const kept = keptSteps(place);
  const reloaded = (performance.getEntriesByType("navigation")[0] || {}).type === "reload";
  const alive = new Set();
  let mine = false; // another living tab has the same name: this one was duplicated from it
  if (typeof BroadcastChannel !== "undefined") {
    const self = uuid();
    const channel = new BroadcastChannel(place);
    channel.onmessage = ({ data }) => {
      if (data.ask && data.ask !== self) channel.postMessage({ alive: tab, to: data.ask });
      if (data.alive && data.to === self) {
        alive.add(data.alive);
        if (data.alive === tab) mine = true;
      }
    };
    channel.postMessage({ ask: self });
    if (kept.length || (known && !reloaded)) await new Promise((done) => setTimeout(done, WAIT));
  }
  if (mine) {
    tab = uuid();
    sessionStorage.setItem(place, tab);
  }
  return { tab: () => tab, kept: kept.filter((each) => !alive.has(each.tab)) };
}
