import { randomBytes } from "node:crypto";

import type { Client, Person } from "./client.ts";
import type { Login, Role } from "./newsroom.ts";

export const newPassword = (): string => `lantern ${randomBytes(6).toString("hex")} quay`;

/** Somebody whom nobody knows yet. */
export function somebody(): { name: string; email: string } {
  const tail = randomBytes(4).toString("hex");
  return { name: `Nell ${tail}`, email: `nell-${tail}@ormsea.example` };
}

interface Invited {
  person: Person;
  link: string;
}

export const invite = (administrator: Client, role: Role, sections: string[] = []): Promise<Invited> =>
  administrator.post<Invited>("/people/invitations", { ...somebody(), role, sections });

/** Invites somebody who joins at once: afterwards the newcomer's client is signed in. */
export async function join(administrator: Client, newcomer: Client, role: Role, sections: string[] = []): Promise<Login & { person: Person }> {
  const { person, link } = await invite(administrator, role, sections);
  const password = newPassword();
  await newcomer.post(`/invitations/${link.split("/").at(-1)}`, { name: person.name, password });
  return { person, email: person.email, password };
}
