import { CheckmarkCircleFillIcon, InformationSquareFillIcon } from '@navikt/aksel-icons';
import type { ReactNode, Ref } from 'react';

type Props = { tone: 'info' | 'success'; ref?: Ref<HTMLParagraphElement>; children: ReactNode };

/** One slim line about the session as a whole; it can take the focus so that it is read out. */
export function SessionLine({ tone, ref, children }: Props) {
  const Icon = tone === 'success' ? CheckmarkCircleFillIcon : InformationSquareFillIcon;
  return (
    <p ref={ref} className="session-line" data-color={tone} tabIndex={-1}>
      <Icon aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
