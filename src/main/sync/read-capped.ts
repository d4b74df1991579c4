/** The body as text, or null when it is longer than the cap; reading stops there. Bytes are counted unpacked. */
export async function readCapped(
  response: Response,
  maxBytes: number,
): Promise<{ text: string; bytes: number } | null> {
  if (!response.body) return { text: '', bytes: 0 };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), bytes };
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
