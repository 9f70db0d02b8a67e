/** Only an address of the desk: a link that leads elsewhere after signing in would be a trap. */
export function safeNext(next: string | null): string {
  return next && /^\/desk(\/[\w\-/]*)?(\?[^#]*)?$/.test(next) ? next : "/desk";
}
