import { Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useApp } from '../../stores/app-store';

/** The frame of what stands before the app: sign-in, passphrase, a storage problem. */
export function Gate({ heading, children }: { heading: string; children: ReactNode }) {
  const appName = useApp((state) => state.organisation?.appName ?? 'Feltbok');
  return (
    <main className="gate">
      <Card className="gate-card">
        <Paragraph className="gate-name">{appName}</Paragraph>
        <Heading level={1} data-size="md">
          {heading}
        </Heading>
        {children}
      </Card>
    </main>
  );
}
