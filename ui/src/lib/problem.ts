export type FieldError = { location: string; message: string };

/** What the server, or the way to it, had to say against a request. `detail` is written for people: show it as it is. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  constructor(
    readonly status: number,
    /** The last part of the problem's address: "stale", "not-signed-in". "unreachable" where no answer came. */
    readonly type: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
    /** On "stale": the thing as it stands now. */
    readonly current: unknown = undefined,
    /** Seconds to wait before asking again; 0 where the server did not say. */
    readonly retryAfter = 0,
    readonly requestID = "",
  ) {
    super(detail);
  }

  /** What is wrong with one field of the request, or "". */
  field(name: string): string {
    return this.errors.find((e) => e.location === `body.${name}` || e.location === name)?.message ?? "";
  }
}

const unsaid: Record<number, string> = {
  401: "You are not signed in.",
  403: "You may not do this.",
  404: "There is nothing here.",
  409: "This does not go together with how things stand.",
  412: "Somebody else has changed this in the meantime.",
  413: "This is too large.",
  429: "This was asked too often. Please wait a moment.",
};

/** Makes a problem of an answer's body, also of one that came from something in between and is no problem document. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const told = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string) => (typeof told[key] === "string" ? (told[key] as string) : "");
  return new ApiProblem(
    response.status,
    text("type").split("/").pop() || String(response.status),
    text("detail") || text("title") || unsaid[response.status] || "The server could not do this just now. Please try again.",
    Array.isArray(told.errors) ? (told.errors as FieldError[]) : [],
    told.current,
    Number(response.headers.get("Retry-After")) || 0,
    text("request_id") || response.headers.get("X-Request-Id") || "",
  );
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, "unreachable", "The server cannot be reached. Please check the connection.");
}

/** What to tell a person about anything that was thrown. */
export function wordsOf(thrown: unknown): string {
  return thrown instanceof ApiProblem ? thrown.detail : "This did not work, and the desk does not know why. Please try again.";
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
