import './practice.css';
import {
  Button,
  Checkbox,
  Dialog,
  Heading,
  Paragraph,
  Table,
  Tag,
  Textfield,
} from '@digdir/designsystemet-react';
import { type KeyboardEvent, useEffect, useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../routes';
import { practise, usePractising } from '../../stores/practice-store';
import { endPractice } from '../../stores/watch-main';
import {
  mayGoOn,
  type Practice,
  type PracticeAction,
  practiceMentors,
  practiceSteps,
  practiseOn,
  startOfPractice,
  wrongOnes,
} from './practice-state';

/** A first entry session on invented people: five steps, nothing saved, nothing sent, left at any moment. */
export function PracticeDialog() {
  const { t } = useTranslation('practice');
  const isOpen = usePractising();
  function leave() {
    practise(false);
    void endPractice();
  }
  return (
    <Dialog
      open={isOpen}
      onClose={leave}
      closeButton={t('leave')}
      aria-label={t('heading')}
      className="practice"
    >
      {isOpen && <Session onLeave={leave} />}
    </Dialog>
  );
}

function Session({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('practice');
  const [practice, act] = useReducer(practiseOn, startOfPractice);
  const { step } = practice;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A dialog that opens takes the focus itself first.
    const frame = requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-first=${step}]`)?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [step]);

  /** The keys of an entry session; those of the screen behind it do nothing meanwhile. */
  function press(event: KeyboardEvent<HTMLElement>) {
    const control = event.ctrlKey || event.metaKey;
    const isSave = control && event.key.toLowerCase() === 's';
    const isNew = control && event.key.toLowerCase() === 'n';
    if (event.key === 'F8') body.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    else if (isSave) act({ kind: 'finish' });
    else if (!isNew && event.key !== 'F1' && event.key !== 'F6') return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the session hold wherever one is in it
    <div className="stack" ref={body} onKeyDown={press}>
      <div className="practice-head">
        <Tag data-color="info">{t('banner')}</Tag>
        {step !== 'done' && (
          <span>{t('step', { step: practiceSteps.indexOf(step) + 1, of: practiceSteps.length - 1 })}</span>
        )}
      </div>
      <div role="status">
        <Heading level={2} data-size="sm">
          {t(`${step}.heading`)}
        </Heading>
        <Paragraph>{t(`${step}.text`)}</Paragraph>
      </div>
      <StepBody practice={practice} act={act} onLeave={onLeave} />
    </div>
  );
}

type BodyProps = { practice: Practice; act: (action: PracticeAction) => void; onLeave: () => void };

function StepBody({ practice, act, onLeave }: BodyProps) {
  const { t } = useTranslation('practice');
  const { step } = practice;
  if (step === 'roster')
    return (
      <div className="actions">
        <Button variant="secondary" disabled>
          {t('roster.free')}
        </Button>
        <Button data-first="roster" onClick={() => act({ kind: 'choose_roster' })}>
          {t('roster.roster')}
        </Button>
      </div>
    );
  if (step === 'done')
    return (
      <div className="actions">
        <Button
          data-first="done"
          onClick={() => {
            onLeave();
            goTo('batch');
          }}
        >
          {t('done.session')}
        </Button>
        <Button variant="secondary" onClick={onLeave}>
          {t('done.close')}
        </Button>
      </div>
    );
  return (
    <>
      <Roster practice={practice} act={act} />
      {step === 'finish' ? (
        <Button data-first="finish" onClick={() => act({ kind: 'finish' })}>
          {t('finish.button')}
        </Button>
      ) : (
        <Button
          {...(step === 'mistake' ? { 'data-first': 'mistake' } : {})}
          aria-disabled={!mayGoOn(practice)}
          onClick={() => act({ kind: 'next' })}
        >
          {t('next')}
        </Button>
      )}
    </>
  );
}

/** Arrows go from one tick to the next. */
function moveTick(event: KeyboardEvent<HTMLElement>): void {
  const ticks = [...event.currentTarget.querySelectorAll<HTMLElement>('[type=checkbox]')];
  const index = ticks.indexOf(document.activeElement as HTMLElement);
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
  if (index < 0 || by === 0) return;
  event.preventDefault();
  ticks[Math.max(0, Math.min(index + by, ticks.length - 1))]?.focus();
}

function Roster({ practice, act }: Pick<BodyProps, 'practice' | 'act'>) {
  const { t } = useTranslation('practice');
  const { step, ticked, minutes } = practice;
  const wrong = wrongOnes(practice);
  const showsMinutes = step !== 'tick';
  const firstTicked = practiceMentors.find((mentor) => ticked.includes(mentor));
  return (
    <Table data-color="neutral" border aria-label={t('roster.roster')} onKeyDown={moveTick}>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t('who')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('duration')}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {practiceMentors.map((mentor, index) => {
          const name = t(`mentors.${mentor}`);
          const isTicked = ticked.includes(mentor);
          return (
            <Table.Row key={mentor}>
              <Table.Cell>
                <Checkbox
                  label={name}
                  checked={isTicked}
                  disabled={step !== 'tick'}
                  {...(step === 'tick' && index === 0 ? { 'data-first': 'tick' } : {})}
                  onChange={() => act({ kind: 'tick', mentor })}
                />
              </Table.Cell>
              <Table.Cell className="practice-minutes">
                {isTicked && showsMinutes && (
                  <Textfield
                    aria-label={`${t('duration')}: ${name}`}
                    value={minutes[mentor] ?? ''}
                    readOnly={step === 'finish'}
                    error={wrong.includes(mentor) && t('mistake.wrong')}
                    {...(step === 'minutes' && mentor === firstTicked ? { 'data-first': 'minutes' } : {})}
                    onChange={(event) => act({ kind: 'type', mentor, text: event.target.value })}
                    onKeyDown={(event) => event.key === 'Enter' && act({ kind: 'next' })}
                  />
                )}
              </Table.Cell>
            </Table.Row>
          );
        })}
      </Table.Body>
    </Table>
  );
}
