import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { type Node, type Story, wordsOf } from "./client.ts";
import { expect, test } from "./newsroom.ts";
import { Paper } from "./paper.ts";

/** Clipboards that others have saved from the programs themselves. */
const corpus = join(
  process.env.MASTHEAD_CORPUS ?? resolve(import.meta.dirname, "../../../../shared"),
  "data/ghost/koenig-lexical/packages/koenig-lexical/test/e2e/fixtures/paste",
);

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @list l0 {mso-list-id:1;} --></style></head>
<body lang=EN-GB><!--StartFragment-->
<h1>The council votes<o:p></o:p></h1>
<p class=MsoNormal>It was <b>close</b>: <i>27 to 26</i>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>The mayor voted for<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Her deputy did not<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>For<o:p></o:p></p></td><td><p class=MsoNormal>27<o:p></o:p></p></td></tr></table>
<p class=MsoNormal><a href="https://example.org/minutes">The minutes</a><o:p></o:p></p>
<!--EndFragment--></body></html>`;

const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400">What is next</span></h2>
<p dir="ltr"><span style="font-weight:400;font-style:normal">A </span><span style="font-weight:700">second</span><span style="font-weight:400;font-style:italic"> reading</span><span style="font-weight:400"> in May.</span></p><br>
<ol><li dir="ltr"><p dir="ltr" role="presentation"><span style="font-weight:400">Read</span></p></li><li dir="ltr"><p dir="ltr" role="presentation"><span style="font-weight:400">Vote</span></p></li></ol></b><br class="Apple-interchange-newline">`;

const web = `<article onclick="steal()"><style>p{color:red}</style><script>steal()</script><h4>From a page</h4>
<p style="font-size:40px">Text <font color="red">in colour</font> and <a href="javascript:steal()">a trap</a>.</p><blockquote>Said so</blockquote></article>`;

/** What is pasted, and how it stands in the draft then. */
const clipboards: Record<string, { html: string; want: string }> = {
  "from Word": {
    html: word,
    want: "h2 The council votes; p It was *close*: _27 to 26_.; ul(The mayor voted for, Her deputy did not); table(For, 27); p [The minutes](https://example.org/minutes)",
  },
  "from Google Docs": { html: docs, want: "h2 What is next; p A *second*_ reading_ in May.; ol(Read, Vote)" },
  "from a web page": { html: web, want: "h4 From a page; p Text in colour and a trap.; quote(Said so)" },
};

for (const [where, { html, want }] of Object.entries(clipboards)) {
  test(`what is pasted ${where} becomes clean blocks`, async ({ as, api }) => {
    const paper = await Paper.begin(await as("reporter"));
    await paste(paper, { "text/html": html, "text/plain": "plain" });
    await paper.saved();
    expect(told(await saved(await api("reporter"), paper))).toBe(want);
    expect(await paper.body.evaluate((e) => e.querySelectorAll("[style], [class^=Mso], font, script, style, o\\:p").length)).toBe(0);
  });
}

const real: Record<string, string> = {
  "google-docs-empty-paragraphs.html":
    "p Start of the article. Here is the 1st paragraph, followed by two line breaks then a paragraph.; " +
    "p Here is the 2nd paragraph, followed by a line break then a heading.; h2 Heading 1; " +
    "p Here is the 3rd paragraph, with a line break before and a line break after, followed by a list.; ul(List item 1, List item 2); " +
    "p Here is the 4th paragraph, with a line break before and a divider after.; divider; p Here is the 5th paragraph. End of the article.",
  "office-com-headings.html": "h2 Heading one; h3 Heading two; h4 Heading three; h4 _Heading four_",
  "office-com-text-formats.html":
    "p Testing *bold* _italic _underline ~strikethrough~ ,subscript ,^supscript^ [link](https://ghost.org/); p *_Bold+italic+underline_*; " +
    "p [*_Bold+italic+link_*](https://ghost.org/); p highlight",
};

for (const [file, want] of Object.entries(real)) {
  test(`the clipboard ${file} becomes clean blocks`, async ({ as, api }) => {
    test.skip(!existsSync(corpus), `no saved clipboards at ${corpus}; MASTHEAD_CORPUS says where the archives are`);
    const paper = await Paper.begin(await as("reporter"));
    await paste(paper, { "text/html": readFileSync(join(corpus, file), "utf8"), "text/plain": "plain" });
    await paper.saved();
    expect(told(await saved(await api("reporter"), paper))).toBe(want);
  });
}

test("plain text becomes paragraphs, and Ctrl+Z takes it back at once", async ({ as, api }) => {
  const paper = await Paper.begin(await as("reporter"));
  await paste(paper, { "text/plain": "First line.\n\nSecond <b>line</b>." });
  await paper.saved();
  expect(told(await saved(await api("reporter"), paper))).toBe("p First line.; p Second <b>line</b>.");
  await paper.page.keyboard.press("Control+z");
  await expect(paper.body).not.toContainText("First line.");
});

test("an address on its own line offers to embed it, to lead to it, or to leave it", async ({ as, api }) => {
  const client = await api("reporter");
  const paper = await Paper.begin(await as("reporter"));
  const menu = paper.page.getByRole("listbox", { name: "This address" });
  await paste(paper, { "text/plain": "https://www.youtube.com/watch?v=dQw4w9WgXcQ" });
  await menu.getByRole("option", { name: /^Embed from YouTube/ }).click();
  await expect(paper.body.getByText("YouTube", { exact: true })).toBeVisible();
  await paper.saved();
  await expect.poll(async () => (await saved(client, paper)).content?.map((b) => b.type)).toContain("embed");

  const other = await (await api("editor")).published(`A story to lead to ${Date.now()}`);
  const { newsroom } = await client.get<{ newsroom: { base_url: string } }>("/me");
  await paper.page.keyboard.press("Control+End");
  await paper.page.keyboard.press("Enter");
  await paste(paper, { "text/plain": newsroom.base_url + other.path });
  await menu.getByRole("option", { name: /^Read more line/ }).click();
  await expect(paper.body.getByText(other.headline)).toBeVisible();
  await expect.poll(async () => JSON.stringify(await saved(client, paper))).toContain(`"story":"${other.id}"`);
});

test("a picture that is pasted is uploaded to where the cursor is", async ({ as, api }) => {
  const paper = await Paper.begin(await as("reporter"));
  await paper.type("Look:");
  await paper.body.evaluate(async (element) => {
    const canvas = new OffscreenCanvas(320, 200);
    canvas.getContext("2d")!.fillRect(0, 0, 320, 200);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], "pasted.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(paper.body.locator("img")).toBeVisible(); // no role yet: it says nothing
  await paper.body.getByLabel("Alt text").fill("All black");
  await paper.saved();
  await expect.poll(async () => JSON.stringify(await saved(await api("reporter"), paper))).toContain('"alt":"All black"');
});

type Clipboard = Partial<Record<"text/html" | "text/plain", string>>;

/** Pastes as the browser does. The browser's own clipboard would be cleaned by the browser first. */
async function paste(paper: Paper, clipboard: Clipboard): Promise<void> {
  await expect(paper.body).toBeVisible();
  if (!(await paper.body.evaluate((e) => e.contains(document.activeElement)))) await paper.body.click();
  await paper.body.evaluate((element, clipboard) => {
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(clipboard)) data.setData(type, text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, clipboard);
}

async function saved(client: { story(id: string): Promise<Story> }, paper: Paper): Promise<Node> {
  return (await client.story(paper.id)).content.body;
}

const short: Record<string, string> = { paragraph: "p", bulletList: "ul", orderedList: "ol", blockquote: "quote" };
const signs: Record<string, string> = { strong: "*", emphasis: "_", strikethrough: "~", superscript: "^", subscript: "," };

/** A document in a line: 'h2 A heading; p some *strong* words; ul(One, Two)'. */
function told(doc: Node): string {
  return (doc.content ?? []).map(tell).join("; ");
}

function tell(block: Node): string {
  const name = block.type === "heading" ? `h${block.attrs?.level}` : (short[block.type] ?? block.type);
  if (!block.content) return name;
  if (block.content.every((n) => n.type === "text")) return `${name} ${block.content.map(run).join("")}`;
  return `${name}(${block.content.flatMap((n) => (n.type === "tableRow" ? n.content! : [n])).map((n) => wordsOf(n).trim()).join(", ")})`;
}

function run(node: Node): string {
  return (node.marks ?? []).reduceRight(
    (text, mark) => (mark.type === "link" ? `[${text}](${mark.attrs?.href})` : signs[mark.type] + text + signs[mark.type]),
    node.text ?? "",
  );
}
