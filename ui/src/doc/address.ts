// What an address may be, as internal/doc says it; the server has the last word.

const chars = String.raw`[^\x00-\x20\x7f-\x9f"<>\\]`;
const host = String.raw`[^\x00-\x20\x7f-\x9f"<>\\/?#]`;
const web = new RegExp(`^https?://${host}${chars}*$`);
const link = new RegExp(
  String.raw`^(https?://${host}|mailto:${chars}|tel:${chars}|#|/$|/[^\x00-\x20\x7f-\x9f"<>\\/])${chars}*$`,
);
const most = 4096;

/** Whether s is an address of another site that a page may lead to. */
export const webAddress = (s: string): boolean => s.length <= most && web.test(s);

/** Whether a link may have the address s: of the web, mail, telephone, or a path or fragment of this site. */
export const linkAddress = (s: string): boolean => s.length <= most && link.test(s);

/** Makes an address found in foreign markup fit for a link, as a browser would read it; undefined where none may lead there. */
export function cleanAddress(raw: string): string | undefined {
  let s = raw.replace(/^[\x00-\x20\u00a0]+|[\x00-\x20\u00a0]+$/g, "").replace(/[\t\n\r]/g, "");
  if (s.startsWith("//")) s = "https:" + s;
  s = s.replace(/^[a-z]{1,6}:/i, (scheme) => scheme.toLowerCase());
  s = s.replace(/[ "<>]/g, (c) => encodeURIComponent(c));
  return linkAddress(s) ? s : undefined;
}

/** What somebody typed for an address: a scheme is added where one only left it out. */
export function typedAddress(typed: string): string | undefined {
  const s = typed.trim();
  if (/\s/.test(s)) return undefined;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(s)) return cleanAddress("mailto:" + s);
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(:\d+)?([/?#]|$)/u.test(s)) return cleanAddress("https://" + s);
  return cleanAddress(s);
}

/** Whether a whole text is one address of the web, as it is pasted to be shown or linked to. */
export const loneAddress = (text: string): string | undefined => {
  const s = text.trim();
  return /^https?:\/\/\S+$/i.test(s) ? cleanAddress(s) : undefined;
};
