import assert from "node:assert/strict";
import test from "node:test";
import { statusWords } from "./status";

const now = new Date("2025-11-05T15:00:00Z");
const nothing = {
  status: "draft", changed: false, public_from: null, public_until: null, first_published_at: null, scheduled_at: null, embargo: null,
  updated_at: "2025-11-05T14:00:00Z",
} as const;

test("a status is told with its moment", () => {
  for (const [story, want] of [
    [{ status: "draft" }, "Draft"],
    [{ status: "subs" }, "With the subs"],
    [{ status: "approval", embargo: "2025-11-10T06:00:00Z" }, "For approval · embargo until Mon 06:00"],
    [{ status: "approval", embargo: "2025-11-01T06:00:00Z" }, "For approval"],
    [{ status: "scheduled", public_from: "2025-11-05T18:00:00Z" }, "Scheduled for 18:00"],
    [{ status: "published", first_published_at: "2025-11-05T09:30:00Z" }, "Published 09:30"],
    [{ status: "published", first_published_at: "2025-11-05T09:30:00Z", changed: true }, "Published 09:30 · changes not public"],
    [{ status: "published", first_published_at: "2025-11-05T09:30:00Z", changed: true, scheduled_at: "2025-11-05T17:00:00Z" }, "Published 09:30 · change at 17:00"],
    [{ status: "published", first_published_at: "2025-11-05T09:30:00Z", public_until: "2025-11-06T00:00:00Z" }, "Published 09:30 · until Thu 00:00"],
    [{ status: "ended", public_until: "2025-11-04T00:00:00Z" }, "Ended Tue 00:00"],
    [{ status: "held" }, "On legal hold"],
    [{ status: "withdrawn" }, "Withdrawn"],
  ] as const) {
    const { main, more } = statusWords({ ...nothing, ...story }, "UTC", now);
    assert.equal([main, ...more].join(" · "), want);
  }
});
