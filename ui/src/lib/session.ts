import { computed, signal } from "@preact/signals";
import type { Me } from "./api";

/** Who is signed in: undefined until it is known, null when nobody is. */
export const me = signal<Me | null | undefined>(undefined);

/** True while the view that is open waits for its person to sign in again. */
export const signInAsked = computed(() => waiting.value.length > 0);

export type Right =
  | "use_desk" | "write" | "write_any" | "subedit" | "publish" | "withdraw" | "hold" | "embargo" | "assign" | "share"
  | "add_pictures" | "create_topics" | "manage_topics" | "manage_sections" | "manage_people" | "curate" | "configure"
  | "manage_accounts" | "read_audit";

/** Whether the person may do something in some section at least. What is offered follows it; the server decides. */
export function may(right: Right): boolean {
  return me.value?.may.includes(right) ?? false;
}

type Waiter = { go: () => void; signal?: AbortSignal };
const waiting = signal<Waiter[]>([]);

/** Resolves when somebody has signed in. Nobody is signed in when it is called. */
export function signedOut(aborted?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = { go: resolve };
    aborted?.addEventListener("abort", () => {
      waiting.value = waiting.value.filter((w) => w !== waiter);
      reject(new DOMException("The request was given up.", "AbortError"));
    });
    waiting.value = [...waiting.value, waiter];
  });
}

export function signedIn(person: Me): void {
  me.value = person;
  const all = waiting.value;
  waiting.value = [];
  for (const waiter of all) waiter.go();
}
