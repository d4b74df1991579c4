/** The part of Electron's `WebFrameMain` that is looked at. */
export type Frame = { processId: number; routingId: number; origin: string };

/** Whether a message comes from the top frame of our window while it shows our page. */
export function isTrustedSender(sender: Frame | null, mainFrame: Frame | null, origin: string): boolean {
  if (!sender || !mainFrame) return false;
  return (
    sender.processId === mainFrame.processId &&
    sender.routingId === mainFrame.routingId &&
    sender.origin === origin
  );
}
