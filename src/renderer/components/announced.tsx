import { useEffect, useState } from 'react';
import { paceAnnouncement, type Said } from '../../shared/rules/pace-announcement';

/** Speaks a sentence that changes, seldom enough to be listened to. What can be seen stands elsewhere and is never late. */
export function Announced({ text }: { text: string }) {
  const [said, setSaid] = useState<Said>({ text: '', atMs: null });
  useEffect(() => {
    const inMs = paceAnnouncement(text, said, Date.now());
    if (inMs === null) return;
    const timer = setTimeout(() => setSaid({ text, atMs: Date.now() }), inMs);
    return () => clearTimeout(timer);
  }, [text, said]);
  return (
    <span className="ds-sr-only" role="status">
      {said.text}
    </span>
  );
}
