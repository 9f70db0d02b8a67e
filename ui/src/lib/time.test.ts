import assert from "node:assert/strict";
import test from "node:test";
import { dayBounds, formatDay, formatFull, formatMoment, formatTime, fromZoned, toZoned } from "./time";

const london = "Europe/London";
const now = new Date("2025-11-05T15:00:00Z"); // a Wednesday

test("a moment is told as shortly as is clear", () => {
  for (const [iso, zone, want] of [
    ["2025-11-05T14:02:00Z", london, "14:02"],
    ["2025-11-05T00:00:00Z", london, "00:00"],
    ["2025-11-03T13:10:00Z", london, "Mon 13:10"],
    ["2025-11-10T18:00:00Z", london, "Mon 18:00"],
    ["2025-10-29T13:10:00Z", london, "29 Oct 13:10"],
    ["2025-06-03T12:10:00Z", london, "3 Jun 13:10"],
    ["2024-09-03T13:10:00Z", london, "3 Sep 2024"],
    ["2025-11-05T16:00:00Z", "Asia/Tokyo", "01:00"], // both are the sixth there
    ["2025-11-05T14:00:00Z", "Asia/Tokyo", "Wed 23:00"],
  ] as const) {
    const at = zone === "Asia/Tokyo" ? new Date("2025-11-05T15:30:00Z") : now;
    assert.equal(formatMoment(iso, zone, at), want, iso);
  }
});

test("a day is near or has a date", () => {
  for (const [iso, want] of [
    ["2025-11-05T23:59:00Z", "today"],
    ["2025-11-06T00:00:00Z", "tomorrow"],
    ["2025-11-04T10:00:00Z", "yesterday"],
    ["2025-11-09T10:00:00Z", "Sunday"],
    ["2025-11-12T10:00:00Z", "12 November"],
    ["2024-11-05T10:00:00Z", "5 November 2024"],
  ] as const) assert.equal(formatDay(iso, london, now), want, iso);
});

test("records tell the whole of it", () => {
  assert.equal(formatFull("2025-11-03T13:10:00Z", london), "Monday 3 November 2025, 13:10");
  assert.equal(formatTime("2025-07-03T13:10:00Z", london), "14:10");
});

test("a time is asked for in the newsroom's zone", () => {
  for (const [iso, zone, local] of [
    ["2025-11-03T13:10:00.000Z", london, "2025-11-03T13:10"],
    ["2025-07-03T13:10:00.000Z", london, "2025-07-03T14:10"],
    ["2025-12-31T23:30:00.000Z", "Asia/Kolkata", "2026-01-01T05:00"],
    ["2025-01-01T02:30:00.000Z", "America/St_Johns", "2024-12-31T23:00"],
    ["2025-03-30T00:59:00.000Z", london, "2025-03-30T00:59"],
    ["2025-03-30T01:00:00.000Z", london, "2025-03-30T02:00"],
  ] as const) {
    assert.equal(toZoned(iso, zone), local, iso);
    assert.equal(fromZoned(local, zone), iso, local);
  }
});

test("where clocks change, an hour that is twice is the first, one that is not is after it", () => {
  assert.equal(fromZoned("2025-10-26T01:30", london), "2025-10-26T00:30:00.000Z");
  assert.equal(fromZoned("2025-03-30T01:30", london), "2025-03-30T01:30:00.000Z");
  assert.equal(toZoned("2025-03-30T01:30:00Z", london), "2025-03-30T02:30");
});

test("what is no time is none", () => {
  for (const text of ["", "tomorrow", "2025-11"]) assert.equal(fromZoned(text, london), null, text);
  assert.equal(toZoned(null, london), "");
});

test("a day has as many hours as the clocks give it", () => {
  const hours = (day: string) => {
    const { from, to } = dayBounds(day, london)!;
    return (Date.parse(to) - Date.parse(from)) / 3_600_000;
  };
  assert.equal(hours("2025-11-05"), 24);
  assert.equal(hours("2025-03-30"), 23);
  assert.equal(hours("2025-10-26"), 25);
  assert.equal(dayBounds("2025-12-31", london)?.to, "2026-01-01T00:00:00.000Z");
});
