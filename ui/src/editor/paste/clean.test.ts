import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import nodeModule from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { getSchema } from "@tiptap/core";
import { fromEditor, toEditor } from "../../doc/convert";
import type { DocNode } from "../../doc/node";
import { grammar } from "../schema";
import { cleanPaste, cleanText } from "./clean";

// jsdom finds parts of itself by their paths, so that it cannot be bundled with the test.
const { JSDOM } = nodeModule.createRequire(join(process.cwd(), "package.json"))("jsdom");
const parse = (html: string): Document => new JSDOM(html).window.document;

const schema = getSchema(grammar);

/** What was pasted, and that a story may hold it as it is. */
function blocks(html: string): DocNode[] {
  const read = cleanPaste(html, parse)?.blocks ?? [];
  holds(read);
  return read;
}

function holds(content: DocNode[]): void {
  const doc: DocNode = { type: "doc", attrs: { version: 1 }, ...(content.length > 0 && { content }) };
  const node = schema.nodeFromJSON(toEditor(doc));
  node.check();
  assert.deepEqual(fromEditor(node), doc, "it is saved as it was read");
}

/** Blocks in a form that is easy to read: 'h2 Title', 'p some *strong* words', 'ul(p one, p two)'. */
const told = (nodes: DocNode[]): string => nodes.map(tell).join("; ");

const short: Record<string, string> = {
  paragraph: "p", bulletList: "ul", listItem: "li", blockquote: "quote", preformatted: "pre", tableRow: "tr", tableCell: "td",
  tableHeader: "th", attribution: "by",
};
const signs: Record<string, string> = { strong: "*", emphasis: "_", strikethrough: "~", superscript: "^", subscript: ",", code: "`" };

function tell(node: DocNode): string {
  if (node.type === "text") {
    return (node.marks ?? []).reduceRight((s, m) => (m.type === "link" ? `[${s}](${m.attrs?.href})` : signs[m.type] + s + signs[m.type]), node.text ?? "");
  }
  if (node.type === "hardBreak") return "/";
  let name = short[node.type] ?? node.type;
  if (node.type === "heading") name = `h${node.attrs?.level}`;
  if (node.type === "orderedList") name = `ol${node.attrs?.start ?? ""}`;
  for (const [attr, value] of Object.entries(node.attrs ?? {})) if (attr.endsWith("span")) name += `:${attr}=${value}`;
  const inline = node.content?.some((c) => c.type === "text" || c.type === "hardBreak");
  if (inline) return `${name} ${node.content!.map(tell).join("")}`;
  if (node.type === "listItem") return (node.content ?? []).map(tell).join(" + ");
  return node.content ? `${name}(${node.content.map(tell).join(", ")})` : name;
}

const cases: Record<string, [html: string, want: string]> = {
  "plain words": ["hello <b>bold</b> and <i>slanted</i>", "p hello *bold* and _slanted_"],
  "words that span nodes keep their spaces": ["<p>one<b> two </b>three</p>", "p one* two *three"],
  "Google Docs wraps all in a b that is not bold": [
    `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;font-style:normal;white-space:pre-wrap">Plain, </span><span style="font-weight:700">bold</span><span style="font-weight:400"> and </span><span style="font-style:italic;font-weight:400">slanted</span></p><br><p><span style="text-decoration:line-through">gone</span><span style="font-size:0.6em;vertical-align:super">2</span></p></b><br class="Apple-interchange-newline">`,
    "p Plain, *bold* and _slanted_; p ~gone~^2^",
  ],
  "Google Docs nests a list beside its item": [
    `<ul><li aria-level="1"><p role="presentation">one</p></li><ul><li aria-level="2"><p>in it</p></li></ul><li><p>two</p></li></ul>`,
    "ul(p one + ul(p in it), p two)",
  ],
  "Google Docs sends links through Google": [
    `<a href="https://www.google.com/url?q=https://example.org/a%3Fb&sa=D"><span style="text-decoration:underline">x</span></a>`,
    "p [x](https://example.org/a?b)",
  ],
  "Word's lists are paragraphs": [
    `<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><!--[endif]-->One<o:p></o:p></p>

<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>In it<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>After</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp;</span></span>Three</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4.</span>Four</p>`,
    "ul(p One + ul(p In it), p Two); p After; ol3(p Three, p Four)",
  ],
  "Word's numbered headings are headings": [
    `<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>Start</h2>`, "h2 Start",
  ],
  "Word's own elements, comments and tracked deletions go": [
    `<html xmlns:o="urn:x"><head><style>p{}</style><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body><!--StartFragment--><p class=MsoNormal>Kept <del cite="mailto:A" datetime="2024">not this</del><ins cite="mailto:A">and this</ins><span style='mso-element:comment'>note</span><span style='display:none;mso-hide:all'>secret</span>.<o:p></o:p></p><!--EndFragment--></body></html>`,
    "p Kept and this.",
  ],
  "Word's title and headings move down by one": [
    "<p class=MsoTitle><b>Title</b></p><h1><b>One</b></h1><h2>Two <i>x</i></h2><h5>Five</h5>", "h2 Title; h2 One; h3 Two _x_; h4 Five",
  ],
  "without a heading of level 1 they stay": ["<h2>Two</h2><h3>Three</h3>", "h2 Two; h3 Three"],
  "scripts, styles and handlers go": [
    `<script>alert(1)</script><style>p{}</style><p onclick="alert(1)">safe<img src=x onerror=alert(1)></p><noscript>no</noscript><template><p>t</p></template>`,
    "p safe",
  ],
  "links that may not be keep their words": [
    `<a href="javascript:alert(1)">one</a> <a href="JAVA&#10;SCRIPT:x">two</a> <a href="/path">three</a> <a href="#x">four</a> <a href="data:text/html,x">five</a> <a href="//example.org">six</a> <a href="mailto:a@b.c">seven</a>`,
    "p one two three four five [six](https://example.org) [seven](mailto:a@b.c)",
  ],
  "empty paragraphs go and no-break spaces are spaces": [
    "<p>&nbsp;</p><p>a&nbsp;b&nbsp; c</p><p><br></p><p></p><p>10&nbsp;000&nbsp;km, «&nbsp;oui&nbsp;»</p>",
    "p a b c; p 10\u00a0000\u00a0km, «\u00a0oui\u00a0»",
  ],
  "an empty line divides paragraphs": ["one<br>two<br><br>three<br>&nbsp;<br>four", "p one/two; p three; p four"],
  "blocks within inline elements": ["<span><b><p>one</p><p>two</p></b></span>", "p *one*; p *two*"],
  "a link around blocks": [`<a href="https://a.b/"><h2>Head</h2><p>Words</p></a>`, "h2 [Head](https://a.b/); p [Words](https://a.b/)"],
  "nested lists, with a heading in an item": [
    "<ol start=4><li>a<ul><li><h3>b</h3></li></ul></li><li></li><li><p>c</p><p>d</p></li></ol>", "ol4(p a + ul(p b), p c + p d)",
  ],
  "a list in a list without an item": ["<ul><ul><li>deep</li></ul></ul>", "ul(ul(p deep))"],
  "a quotation and who said it": [
    "<blockquote><p>We know.</p><table><tr><td>a</td><td>b</td></tr></table><footer>— <cite>The mayor</cite></footer></blockquote>",
    "quote(p We know., p a, p b, by — The mayor)",
  ],
  "a table with spans": [
    `<table><caption>Tides</caption><colgroup><col></colgroup><thead><tr><td><b>Day</b></td><td colspan=2>High</td></tr></thead><tbody><tr><th rowspan=9>Mon</th><td><p>a</p><p>b</p></td><td>c</td></tr></tbody></table>`,
    "tableFigure(table(tr(th Day, th:colspan=2 High), tr(th Mon, td a/b, td c)), caption Tides)",
  ],
  "a table for the layout": ["<table><tr><td><p>one</p><h2>two</h2></td></tr></table>", "p one; h2 two"],
  "a table without words": ["<table><tr><td></td><td>&nbsp;</td></tr></table>", ""],
  "a span beyond reason": ["<table><tr><td colspan=100000>a</td><td rowspan=-1 colspan=x>b</td></tr></table>", "table(tr(td:colspan=64 a, td b))"],
  "preformatted text": ["<pre><code>a\n\t<b>b</b></code></pre>", "pre a\n\tb"],
  "a divider in a paragraph": ["<p>a</p><p><hr></p><p>b</p>", "p a; divider; p b"],
  "a picture leaves with its caption": [
    `<p>a</p><figure><img src="https://x.y/z.jpg"><figcaption>Not this</figcaption></figure><p>b<img src="file:///c/x.png"></p>`, "p a; p b",
  ],
  "Word online makes a list a line": [
    `<div class="ListContainerWrapper"><ul role="list"><li data-aria-level="1"><p>one</p></li></ul></div><div class="ListContainerWrapper"><ul><li data-aria-level="2"><p>in it</p></li></ul></div><div class="ListContainerWrapper"><ul><li data-aria-level="1"><p>two</p></li></ul></div><div class="OutlineElement"><p role="heading" aria-level="2">Head</p></div>`,
    "ul(p one + ul(p in it), p two); h2 Head",
  ],
  "what only screen readers hear": [`<p>a<span class="sr-only">hidden</span></p>`, "p a"],
  "words that look like a style": [`<p title="a style=b">the style = the man</p><STYLE TYPE="text/css"><!-- p { x } --></STYLE>`, "p the style = the man"],
  "control characters": ["<p>a&#1;b&#133;c\u200bd\u00ade</p>", "p ab…cde"],
};

for (const [name, [html, want]] of Object.entries(cases)) test(name, () => assert.equal(told(blocks(html)), want));

test("pictures within the markup are offered, others are told of", () => {
  const read = cleanPaste(
    `<p>a</p><img src="data:image/png;base64,AAAA"><img src="https://x.y/z.jpg"><iframe src="https://www.youtube.com/embed/x"></iframe>`, parse,
  );
  assert.deepEqual(read?.pictures, ["data:image/png;base64,AAAA"]);
  assert.match(read?.note ?? "", /One picture was left out.*One embed was left out/);
});

test("nothing, and far too much, is not read", () => {
  assert.equal(cleanPaste("", parse), undefined);
  assert.equal(cleanPaste("<p> </p><!-- x -->", parse), undefined);
  assert.equal(cleanPaste("x".repeat(7 << 20), parse), undefined);
});

test("ten thousand blocks, and markup five hundred deep, are read", () => {
  assert.equal(blocks("<p>a</p>".repeat(10_000)).length, 10_000);
  assert.equal(told(blocks("<div><span>".repeat(250) + "deep" + "</span></div>".repeat(250))), "p deep");
});

const texts: Record<string, [text: string, want: string]> = {
  "lines are paragraphs": ["one\r\ntwo\n", "p one; p two"],
  "where there are empty lines, these divide": ["one\ntwo\n \n\nthree", "p one/two; p three"],
  "bullets are a list": ["Intro\n• one\n•  two\nEnd", "p Intro; ul(p one, p two); p End"],
  "a single dash is none": ["- one", "p - one"],
  "nothing": [" \n ", ""],
};

for (const [name, [text, want]] of Object.entries(texts)) {
  test(`plain text: ${name}`, () => {
    const read = cleanText(text);
    holds(read);
    assert.equal(told(read), want);
  });
}

const corpus = join(process.env.MASTHEAD_CORPUS ?? join(process.cwd(), "../../shared"), "data/ghost/koenig-lexical/packages/koenig-lexical/test/e2e/fixtures/paste");

const clipboards: Record<string, RegExp[]> = {
  "google-docs-empty-paragraphs.html": [
    /^p Start of the article\. [^;]*; p Here is the 2nd paragraph, [^;]*; h2 Heading 1; p [^;]*; ul\(p List item 1, p List item 2\); p [^;]*; divider; p Here is the 5th/,
  ],
  "office-com-headings.html": [/^h2 Heading one; h3 Heading two/i],
  "office-com-text-formats.html": [/\*[^*]+\*/, /_[^_]+_/],
};

for (const [name, wants] of Object.entries(clipboards)) {
  const path = join(corpus, name);
  const skip = existsSync(path) ? false : "the archive of clipboards is not there; MASTHEAD_CORPUS says where it is";
  test(`a real clipboard: ${name}`, { skip }, () => {
    const read = told(blocks(readFileSync(path, "utf8")));
    for (const want of wants) assert.match(read, want);
  });
}
