import { Heading } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** A screen: its heading takes the focus when the screen is shown, so that a screen reader says where one is. */
export function Page({
  heading,
  beside,
  actions,
  children,
}: {
  heading: string;
  /** Stands on the line of the heading and fills it. */
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <div className="page">
      <div className="page-head">
        <Heading ref={title} level={1} data-size="md" tabIndex={-1}>
          {heading}
        </Heading>
        {beside}
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
