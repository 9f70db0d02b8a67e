const most = 20;
const largest = 64 << 20;

/** Files of the pictures that came within markup. They are read here: a page may not fetch data: addresses. */
export function filesOf(addresses: string[]): File[] {
  return addresses.slice(0, most).flatMap((address, i) => {
    const match = /^data:(image\/[a-z]+);base64,(.*)$/is.exec(address);
    if (!match || match[2]!.length > (largest * 4) / 3) return [];
    try {
      const bytes = Uint8Array.from(atob(match[2]!.replace(/\s+/g, "")), (c) => c.charCodeAt(0));
      const type = match[1]!.toLowerCase();
      return [new File([bytes], `pasted-${i + 1}.${type.slice("image/".length)}`, { type })];
    } catch {
      return []; // not base64 after all
    }
  });
}
