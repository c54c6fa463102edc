/** By the specification of the pointers. */
const pointerBytesMax = 1024;
const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\r?\n/;

/** What a Git LFS pointer stands for; undefined where the bytes are none. */
export function lfsPointer(bytes: Uint8Array): { readonly sha256: string } | undefined {
  if (bytes.length > pointerBytesMax) return undefined;
  const [, sha256] = pointer.exec(new TextDecoder('latin1').decode(bytes)) ?? [];
  return sha256 === undefined ? undefined : { sha256 };
}
