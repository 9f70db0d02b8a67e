import assert from "node:assert/strict";
import test from "node:test";
import { addressOf, filterCount, filtersOf, requestOf } from "./filters";

const of = (query: string) => filtersOf(new URLSearchParams(query));

test("filters live in the address, and come back from it", () => {
  for (const query of ["", "status=draft", "section=s1&person=p1&q=ferry+strike", "status=mine&from=2025-11-01&to=2025-11-03&sort=created"]) {
    assert.equal(addressOf(of(query)), query ? `/desk?${query}` : "/desk");
  }
});

test("nonsense in the address is no filter", () => {
  assert.deepEqual(of("status=nothing&from=yesterday&sort=size"), of(""));
});

test("a tab is a status of the API, or whose it is", () => {
  assert.deepEqual(requestOf(of(""), "list"), { sort: "updated" });
  assert.deepEqual(requestOf(of("status=mine"), "list"), { mine: true, sort: "updated" });
  assert.deepEqual(requestOf(of("status=held&q=+ferry+"), "list"), { status: "held", q: "ferry", sort: "updated" });
});

test("counts are those of all tabs", () => {
  assert.deepEqual(requestOf(of("status=held&section=s1&sort=created"), "counts"), { section: "s1" });
});

test("the last day is included", () => {
  const asked = requestOf(of("from=2025-11-01&to=2025-11-03"), "list");
  assert.equal(asked.from, "2025-11-01T00:00:00.000Z");
  assert.equal(asked.to, "2025-11-04T00:00:00.000Z");
});

test("a span of days counts as one filter, a search and a tab as none", () => {
  assert.equal(filterCount(of("status=draft&q=x&from=2025-11-01&to=2025-11-03&topic=t")), 2);
});
