import { useEffect, useState } from "preact/hooks";

type HeadlineProps = { story: string; title: string; get?: (id: string) => Promise<{ headline: string }> };

/** The headline that a story has now; the title that was noted, where the story cannot be found. */
export function StoryHeadline({ story, title, get }: HeadlineProps) {
  const [headline, setHeadline] = useState("");
  useEffect(() => {
    setHeadline("");
    if (!story || !get) return;
    let here = true;
    get(story).then((s) => here && setHeadline(s.headline), () => undefined);
    return () => void (here = false);
  }, [story, get]);
  return <>{headline || title || (story && "A story")}</>;
}
