import { Card, Heading } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { BrandName } from '../../components/brand-name';

/** The frame of what stands before the app: sign-in, passphrase, a storage problem. */
export function Gate({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <main className="gate">
      <Card className="gate-card">
        <BrandName className="gate-name" />
        <Heading level={1} data-size="md">
          {heading}
        </Heading>
        {children}
      </Card>
    </main>
  );
}
