import "../../../src/styles/base.css";
import "../../../src/styles/editor.css";
import { render } from "preact";
import { BodyEditor, type DocNode, type PictureService, type StoryService } from "../../../src/editor";

// A page with the editor alone and a long story, to be typed in by typing.mjs.

const words = Number(new URLSearchParams(location.search).get("words") ?? 5000);
const perParagraph = 45;

const sentence = (from: number): string =>
  Array.from({ length: perParagraph }, (_, i) => "harbour council tide storm quay letter mayor fishing evening north".split(" ")[(from * 7 + i * 3) % 10]).join(" ") + ".";

const story: DocNode = {
  type: "doc",
  attrs: { version: 1 },
  content: Array.from({ length: Math.ceil(words / perParagraph) }, (_, i): DocNode[] => [
    ...(i % 8 === 7 ? [{ type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: `Part ${i}` }] }] : []),
    {
      type: "paragraph",
      content: [
        { type: "text", text: sentence(i) },
        { type: "text", marks: [{ type: "link", attrs: { href: "https://example.org/" } }], text: " with a link" },
      ],
    },
    ...(i % 20 === 9 ? [{ type: "picture", attrs: { picture: "p1", alt: "A quay" } }] : []),
  ]).flat(),
};

const nothing = () => Promise.reject(new Error("There is no server here."));
const pictures: PictureService = { upload: nothing, get: nothing };
const stories: StoryService = { search: async () => [], get: nothing, lookup: nothing };

const taken: number[] = [];
const after = new MessageChannel();
let pressed = 0;
let changes = 0;

// From the key to the frame after it: a message that is sent within a frame arrives when that has been painted.
after.port1.onmessage = ({ data }) => taken.push(performance.now() - data);
addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
addEventListener("input", () => {
  const at = pressed;
  requestAnimationFrame(() => after.port2.postMessage(at));
}, true);

Object.assign(window, { taken, changes: () => changes });
render(
  <main style={{ maxWidth: "44rem", margin: "2rem auto" }}>
    <BodyEditor doc={story} editable onChange={() => void changes++} pictures={pictures} stories={stories} />
  </main>,
  document.getElementById("desk")!,
);
