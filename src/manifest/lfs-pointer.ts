const pointerBytesMax = 1024;

/** What a Git LFS pointer stands for; undefined where the bytes are none. */
export function lfsPointer(bytes: Uint8Array): { readonly sha256: string } | undefined {
  if (bytes.length > pointerBytesMax) return undefined;
  const text = new TextDecoder('latin1').decode(bytes);
  const [, sha256] =
    /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/.exec(text) ?? [];
  return sha256 === undefined ? undefined : { sha256 };
}
