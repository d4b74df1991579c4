import { SkipLink } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';

type Props = { id: string; go: () => void; children: ReactNode };

/**
 * A way past what stands between, shown while it has the focus. The hash is the address of the screen, so the link moves
 * the focus itself; `id` names what it leads to.
 */
export function SkipTo({ id, go, children }: Props) {
  return (
    <SkipLink
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        go();
      }}
    >
      {children}
    </SkipLink>
  );
}
