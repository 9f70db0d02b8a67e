import type { ComponentChildren } from "preact";
import { linkAddress, webAddress } from "./address";
import { attr, childOf, type DocMark, type DocNode } from "./node";
import { PictureImage } from "./picture-image";
import { providerName } from "./providers";
import { StoryHeadline } from "./story-headline";

type Shown = { src: string; srcset: string; width: number; height: number };

/** Where pictures and stories are found by their ids; without it, their words stand for them. */
export type Sources = {
  pictures?: { get: (id: string) => Promise<Shown> };
  stories?: { get: (id: string) => Promise<{ headline: string; path: string }> };
};

/** A document to be read: as it looks in the editor, without one. */
export function DocumentView({ doc, ...sources }: { doc: DocNode } & Sources) {
  return <div class="body-text">{blocks(doc.content, sources)}</div>;
}

const blocks = (nodes: DocNode[] | undefined, sources: Sources): ComponentChildren =>
  nodes?.map((node, i) => <Block key={i} node={node} sources={sources} />);

type BlockProps = { node: DocNode; sources: Sources };

function Block({ node, sources }: BlockProps) {
  const inner = blocks(node.content?.filter((c) => c.type !== "attribution" && c.type !== "caption"), sources);
  switch (node.type) {
    case "paragraph":
      return <p>{inline(node)}</p>;
    case "heading": {
      const Tag = ({ 2: "h2", 3: "h3" } as const)[Number(node.attrs?.level)] ?? "h4";
      return <Tag>{inline(node)}</Tag>;
    }
    case "bulletList":
      return <ul>{inner}</ul>;
    case "orderedList":
      return <ol start={Number(node.attrs?.start ?? 1)}>{inner}</ol>;
    case "listItem":
      return <li>{inner}</li>;
    case "blockquote":
      return <blockquote>{inner}<Attribution node={node} /></blockquote>;
    case "pullQuote":
      return <aside class="pull-quote">{inner}<Attribution node={node} /></aside>;
    case "picture":
      return <Picture node={node} sources={sources} />;
    case "gallery":
      return (
        <div class="gallery" role="group" aria-label="Gallery">
          {attr(node, "title") && <p class="gallery-title">{attr(node, "title")}</p>}
          <div class="gallery-pictures">{inner}</div>
        </div>
      );
    case "tableFigure":
      return <figure class="table-figure">{inner}<Caption node={node} /></figure>;
    case "table":
      return <table><tbody>{inner}</tbody></table>;
    case "tableRow":
      return <tr>{inner}</tr>;
    case "tableCell":
    case "tableHeader":
      return <Cell node={node} />;
    case "factBox":
      return (
        <div class="fact-box" role="group" aria-label="Fact box">
          {attr(node, "title") && <p class="fact-box-title">{attr(node, "title")}</p>}
          {inner}
        </div>
      );
    case "preformatted":
      return <pre tabIndex={0}>{node.content?.map((c) => c.text).join("")}</pre>;
    case "divider":
      return <hr />;
  }
  return <Apart node={node} sources={sources} />;
}

/** Blocks that lead out of the story, or are not for readers. */
function Apart({ node, sources }: BlockProps) {
  const [url, title] = [attr(node, "url"), attr(node, "title")];
  switch (node.type) {
    case "readMore":
      return (
        <p class="read-more">
          <strong>Read more:</strong> <StoryHeadline story={attr(node, "story")} title={title || url} get={sources.stories?.get} />
        </p>
      );
    case "embed":
      return (
        <figure class="embed">
          <div class="embed-card">
            <p class="embed-provider">{providerName(attr(node, "provider"), url)}</p>
            {title && <p class="embed-title">{title}</p>}
            <p class="embed-address">{webAddress(url) ? <a href={url} target="_blank" rel="noopener noreferrer">{url}</a> : url}</p>
          </div>
          <Caption node={node} />
        </figure>
      );
    case "unconverted":
      return (
        <div class="unconverted">
          <p><strong>Not converted{attr(node, "source") && ` from ${attr(node, "source")}`}.</strong> {attr(node, "reason")}</p>
          {attr(node, "markup") && <details><summary>Show as text</summary><pre tabIndex={0}>{attr(node, "markup")}</pre></details>}
        </div>
      );
  }
  return <p class="unconverted">A block that the desk does not know ({node.type}).</p>;
}

function Picture({ node, sources }: BlockProps) {
  const credit = attr(node, "credit").trim();
  return (
    <figure class="picture">
      <PictureImage id={attr(node, "picture")} alt={node.attrs?.decorative ? "" : attr(node, "alt")} get={sources.pictures?.get} />
      <Caption node={node} />
      {credit && <p class="credit">Picture: {credit}</p>}
    </figure>
  );
}

function Cell({ node }: { node: DocNode }) {
  const spans = { colSpan: Number(node.attrs?.colspan ?? 1), rowSpan: Number(node.attrs?.rowspan ?? 1) };
  return node.type === "tableHeader" ? <th {...spans}>{inline(node)}</th> : <td {...spans}>{inline(node)}</td>;
}

function Caption({ node }: { node: DocNode }) {
  const caption = childOf(node, "caption");
  return caption?.content ? <figcaption class="caption">{inline(caption)}</figcaption> : null;
}

function Attribution({ node }: { node: DocNode }) {
  const who = childOf(node, "attribution");
  return who?.content ? <footer class="attribution">{inline(who)}</footer> : null;
}

/** The words of a block with their marks. */
const inline = (node: DocNode): ComponentChildren =>
  node.content?.map((run, i) =>
    run.type === "hardBreak" ? <br key={i} /> : <span key={i}>{(run.marks ?? []).reduceRight<ComponentChildren>(marked, run.text)}</span>);

const tags = { strong: "strong", emphasis: "em", strikethrough: "s", subscript: "sub", superscript: "sup", code: "code" } as const;

function marked(inner: ComponentChildren, mark: DocMark): ComponentChildren {
  if (mark.type === "link") {
    const href = attr(mark, "href");
    // A link to a story has no address here; it is shown as one all the same.
    return linkAddress(href) ? <a href={href} target="_blank" rel="noopener noreferrer">{inner}</a> : <a>{inner}</a>;
  }
  const Tag = tags[mark.type as keyof typeof tags];
  return Tag ? <Tag>{inner}</Tag> : inner;
}
