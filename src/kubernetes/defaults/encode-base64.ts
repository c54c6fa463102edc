const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 bytes of a text in base64: `pässword` gives cMOkc3N3b3Jk. */
export function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const word = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    encoded += digit(word >> 18) + digit(word >> 12);
    encoded += second === undefined ? '=' : digit(word >> 6);
    encoded += third === undefined ? '=' : digit(word);
  }
  return encoded;
}

function digit(bits: number): string {
  return alphabet.charAt(bits & 63);
}
