// How the acts that keep a revision are called in a history, after 'who' and 'when'.

const names: Record<string, string> = {
  create: "begun", revise: "kept", send_to_subs: "sent to the subs", send_for_approval: "sent for approval", send_back: "sent back",
  hold: "put on legal hold", release: "released from hold", publish: "published", schedule: "scheduled", update: "updated",
  correct: "corrected", withdraw: "withdrawn", reopen: "reopened", restore: "restored", import: "imported",
};

/** Acts are told as 'story.publish' or as 'publish'. */
export const bareAct = (act: string): string => act.replace(/^story\./, "");

export function actName(act: string): string {
  const bare = bareAct(act);
  return names[bare] ?? (bare === "" ? "kept" : bare.replace(/_/g, " "));
}

export const liveWords = "public now";
