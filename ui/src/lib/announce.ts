let regions: { polite: HTMLElement; assertive: HTMLElement } | undefined;

function region(live: "polite" | "assertive"): HTMLElement {
  const element = document.createElement("div");
  element.className = "only-heard";
  element.setAttribute("aria-live", live);
  element.setAttribute("aria-atomic", "true");
  document.body.append(element);
  return element;
}

/** Call once at the start: a region is heard only if it stood in the page before its text changed. */
export function prepareToAnnounce(): void {
  regions ??= { polite: region("polite"), assertive: region("assertive") };
}

/** Says something to people who listen to the page. `urgent` interrupts: for what would otherwise be lost. */
export function announce(text: string, urgent = false): void {
  prepareToAnnounce();
  const target = regions![urgent ? "assertive" : "polite"];
  target.textContent = "";
  // A change in the same frame is not noticed, nor is the same text again.
  setTimeout(() => (target.textContent = text), 60);
}
