/** How what a revision was kept for is told in a history, after when and before who. */
const names: Record<string, string> = {
  revise: "kept", send_to_subs: "sent to the subs", send_for_approval: "sent for approval", send_back: "sent back",
  hold: "put on legal hold", release: "released from hold", publish: "published", schedule: "scheduled",
  withdraw: "withdrawn", reopen: "reopened", restore: "restored", move_section: "moved to another section", topics: "given other topics",
};

/** What the program itself keeps, as an import does, is kept for nothing in particular. */
export const actName = (act: string): string => names[act] ?? "kept";

export const liveWords = "public now";
