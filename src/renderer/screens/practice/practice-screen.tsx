import './practice.css';
import { Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHashLocation } from 'wouter/use-hash-location';
import type { PeerMentor } from '../../../shared/contracts/peer-mentor';
import { Page } from '../../components/page';
import { goTo } from '../../routes';
import { practise } from '../../stores/practice-store';
import { type Reference, useReference } from '../../stores/reference-store';
import { endPractice } from '../../stores/watch-main';
import { SessionPage } from '../batch/session-page';
import { useAnnouncer } from '../batch/use-announcer';
import { useScreenKeys } from '../batch/use-screen-keys';
import { useSession } from '../batch/use-session';
import type { Way } from '../batch/way-tabs';
import { makePracticeSession, type PracticeSession } from './practice-session';
import { type PracticeStep, practiceSteps } from './practice-step';
import { usePracticeStep } from './use-practice-step';

/**
 * A first entry session on invented people, in the place of the screen that she came from, with the very rows, fields
 * and keys of the real one. Left at any moment, also by going to another screen.
 */
export function PracticeScreen() {
  const { t } = useTranslation('practice');
  const known = useReference();
  const made = useMade(known);
  return made ? (
    <Practising {...made} />
  ) : (
    <Page heading={t('heading')}>
      <Paragraph>{t('batch:opening')}</Paragraph>
    </Page>
  );
}

/** Made once: what comes in meanwhile has no part in it, but for those whom she invents herself. */
function useMade(known: Reference | null): PracticeSession | null {
  const { t } = useTranslation('practice');
  const [made, setMade] = useState<PracticeSession | null>(null);
  const isDue = known !== null && made === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (known && isDue)
      void makePracticeSession(known, t, (mentor) => setMade(withMentor(mentor))).then(setMade);
  }, [isDue]);
  return made;
}

function withMentor(mentor: PeerMentor) {
  return (made: PracticeSession | null): PracticeSession | null => {
    if (!made) return null;
    const mentors = [...made.reference.mentors, mentor];
    return { ...made, reference: { ...made.reference, mentors } };
  };
}

function leave(): void {
  practise(false);
  void endPractice();
}

function Practising({ opened, reference }: PracticeSession) {
  const { t } = useTranslation('practice');
  const { say, region } = useAnnouncer();
  const session = useSession(opened, reference, say);
  const [way, setWay] = useState<Way>('free');
  const { step, finish } = usePracticeStep(session, way);
  useScreenKeys({ session, way, setWay, onFinish: finish });
  useWaysOut();
  useBeginning();
  return (
    <SessionPage
      heading={t('heading')}
      session={session}
      way={way}
      onWay={setWay}
      onFinish={() => session.keys.run(finish)}
      tools={
        <div className="actions">
          <Button variant="secondary" data-size="sm" onClick={leave}>
            {t('leave')}
          </Button>
        </div>
      }
      above={<Guide step={step} />}
    >
      {region}
    </SessionPage>
  );
}

function Guide({ step }: { step: PracticeStep }) {
  const { t } = useTranslation('practice');
  return (
    <section className="practice-guide" aria-label={t('guide')}>
      <div className="practice-head">
        <Tag data-color="info">{t('banner')}</Tag>
        {step !== 'done' && (
          <span>{t('step', { step: practiceSteps.indexOf(step) + 1, of: practiceSteps.length - 1 })}</span>
        )}
      </div>
      <div role="status">
        <Heading level={2} data-size="xs">
          {t(`${step}.heading`)}
        </Heading>
        <Paragraph data-size="sm">{t(`${step}.text`)}</Paragraph>
      </div>
      {step === 'done' && <WhatNow />}
    </section>
  );
}

function WhatNow() {
  const { t } = useTranslation('practice');
  return (
    <div className="actions">
      <Button
        data-size="sm"
        autoFocus
        onClick={() => {
          leave();
          goTo('batch');
        }}
      >
        {t('done.session')}
      </Button>
      <Button variant="secondary" data-size="sm" onClick={leave}>
        {t('done.close')}
      </Button>
    </div>
  );
}

/** Esc that no cell has a use for leaves the practice, and so does going to another screen. */
function useWaysOut(): void {
  const [location] = useHashLocation();
  const begunAt = useRef(location);
  useEffect(() => {
    if (location !== begunAt.current) leave();
  }, [location]);
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      leave();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** The first thing to do is to choose among the ways; the heading, which every screen begins at, stands before them. */
function useBeginning(): void {
  useEffect(() => document.getElementById('way-free')?.focus(), []);
}
