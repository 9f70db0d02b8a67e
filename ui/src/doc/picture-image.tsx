import { useEffect, useState } from "preact/hooks";

type Shown = { src: string; srcset: string; width: number; height: number };

type ImageProps = { id: string; alt: string; get?: (id: string) => Promise<Shown> };

/** A picture of the library by its id; its alt text, while there is nothing to see. */
export function PictureImage({ id, alt, get }: ImageProps) {
  const [picture, setPicture] = useState<Shown>();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!get) return;
    let here = true;
    setLost(false);
    get(id).then((p) => here && setPicture(p), () => here && setLost(true));
    return () => void (here = false);
  }, [id, get]);
  if (lost || !get) return <p class="picture-lost">{lost && "This picture cannot be shown just now."} {alt}</p>;
  if (!picture) return <div class="picture-waits" />;
  const { src, srcset, width, height } = picture;
  return <img src={src} srcset={srcset} sizes="(max-width: 48rem) 100vw, 42rem" width={width} height={height} alt={alt} loading="lazy" decoding="async" />;
}
