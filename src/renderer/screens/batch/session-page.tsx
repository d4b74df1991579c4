import type { ClipboardEventHandler, ReactNode } from 'react';
import { Page } from '../../components/page';
import { EntryGrid } from './entry-grid';
import { FormView } from './form-view';
import { HeaderLine } from './header-line';
import { Roster } from './roster';
import { SkipToRows } from './skip-to-rows';
import { SummaryStrip } from './summary-strip';
import type { Session } from './use-session';
import { panelId, type Way, WayTabs } from './way-tabs';

type SessionPageProps = {
  heading: string;
  session: Session;
  way: Way;
  onWay: (way: Way) => void;
  /** Stands on the line of the ways in. */
  tools: ReactNode;
  /** What there is to tell before the rows. */
  above: ReactNode;
  onPaste?: ClipboardEventHandler;
  onFinish: () => void;
  children: ReactNode;
};

/** A session from top to bottom: the ways in, what all its rows share, the rows in the way chosen, and what they add up to. */
export function SessionPage(props: SessionPageProps) {
  const { heading, session, way, onWay, tools, above, onPaste, onFinish, children } = props;
  return (
    <Page
      heading={heading}
      beside={
        <div className="batch-bar">
          <SkipToRows session={session} way={way} />
          <WayTabs way={way} onChoose={onWay} />
          {tools}
        </div>
      }
    >
      <div className="batch" data-way={way}>
        {above}
        <HeaderLine session={session} />
        <div
          id={panelId}
          className="way-panel"
          role="tabpanel"
          aria-labelledby={`way-${way}`}
          data-region="rows"
          onPaste={onPaste}
        >
          {way === 'free' && <EntryGrid session={session} />}
          {way === 'roster' && <Roster session={session} />}
          {way === 'form' && <FormView session={session} />}
        </div>
        <SummaryStrip session={session} onFinish={onFinish} />
        {children}
      </div>
    </Page>
  );
}
