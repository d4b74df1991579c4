import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictLine } from '../../../shared/contracts/ipc';
import type { Json } from '../../../shared/contracts/primitives';
import { api } from '../../api/client';
import type { Item, ItemOf } from './attention-items';
import { answersOf, type Choice, partsOf } from './conflict-answers';
import { ConflictTable } from './conflict-table';
import { AlikeChoice, type Deciding, Detail } from './detail';
import { useTitleOf } from './use-title-of';

type Choices = Record<string, Choice>;
const words = {
  deleted_there: { why: 'deleted_there_why', mine: 'restore', theirs: 'leave_deleted' },
  deleted_here: { why: 'deleted_here_why', mine: 'delete_anyway', theirs: 'leave' },
} as const;

/** Two versions of one record: she chooses part by part, or once where the whole of it was deleted. */
export function ConflictDetail({ item, alike, onAnswer, onLater }: Deciding & { item: ItemOf<'conflict'> }) {
  const { t } = useTranslation('attention');
  const titleOf = useTitleOf();
  const parts = partsOf(item.lines);
  const [choices, setChoices] = useState<Choices>({});
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [forAll, setForAll] = useState(false);
  const save = useRef<HTMLButtonElement>(null);
  const whole = item.cause === 'conflict' ? null : words[item.cause as keyof typeof words];
  const isDecided = parts.every(({ group }) => choices[group]) && wrong.length === 0;

  function answer(made: Choices) {
    const onlyHere = Object.values(made).some(({ kind }) => kind === 'values');
    const targets = conflictsOf(forAll && !onlyHere ? alike : [item]);
    const answers = targets.flatMap((lines) => answersOf(partsOf(lines), made));
    return onAnswer(() => api.sync.resolve({ answers }), targets.length);
  }
  function answerWhole(kind: 'mine' | 'theirs') {
    const targets = conflictsOf(forAll ? alike : [item]);
    const answers = targets.flat().map(({ id }) => ({ id, choice: { kind } }));
    return onAnswer(() => api.sync.resolve({ answers }), targets.length);
  }
  function choose(kind: 'mine' | 'theirs') {
    const focused = document.activeElement?.closest<HTMLElement>('[data-group]')?.dataset.group;
    const groups = parts.map(({ group }) => group).filter((group) => !focused || group === focused);
    setChoices({ ...choices, ...Object.fromEntries(groups.map((group) => [group, { kind }])) });
    setWrong(wrong.filter((each) => !groups.some((group) => each.startsWith(`${group} `))));
    if (!focused) requestAnimationFrame(() => save.current?.focus());
  }
  function type(group: string, field: string, value: Json | undefined) {
    const key = `${group} ${field}`;
    setWrong(value === undefined ? [...wrong, key] : wrong.filter((each) => each !== key));
    const before = choices[group];
    if (value === undefined || before?.kind !== 'values') return;
    setChoices({ ...choices, [group]: { kind: 'values', values: { ...before.values, [field]: value } } });
  }
  useConflictKeys({
    onMine: () => (whole ? save.current?.focus() : choose('mine')),
    onTheirs: () => (whole ? undefined : choose('theirs')),
    onSave: () => {
      if (!whole && isDecided) void answer(choices);
    },
  });

  return (
    <Detail
      item={item}
      onLater={onLater}
      actions={
        whole ? (
          <>
            <Button ref={save} onClick={() => void answerWhole('mine')}>
              {t(`conflict.${whole.mine}`)}
            </Button>
            <Button variant="secondary" onClick={() => void answerWhole('theirs')}>
              {t(`conflict.${whole.theirs}`)}
            </Button>
          </>
        ) : (
          <Button ref={save} aria-disabled={!isDecided} onClick={() => isDecided && void answer(choices)}>
            {t('conflict.save')}
          </Button>
        )
      }
    >
      <Paragraph className="narrow">{t(`conflict.${whole ? whole.why : 'why'}`)}</Paragraph>
      <ConflictTable
        label={titleOf(item)}
        parts={parts}
        choices={choices}
        onChoose={
          whole
            ? null
            : (group, choice) => {
                setChoices({ ...choices, [group]: choice });
                setWrong(wrong.filter((each) => !each.startsWith(`${group} `)));
              }
        }
        onTyped={type}
      />
      {!whole && (
        <Paragraph data-size="sm">
          {t('conflict.keys_hint')} {!isDecided && t('no_choice')}
        </Paragraph>
      )}
      {/* A value she writes is of this record alone. */}
      {Object.values(choices).every(({ kind }) => kind !== 'values') && (
        <AlikeChoice count={alike.length} checked={forAll} onChange={setForAll} />
      )}
    </Detail>
  );
}

function conflictsOf(items: readonly Item[]): ConflictLine[][] {
  return items.flatMap((item) => (item.kind === 'conflict' ? [item.lines] : []));
}

type Keys = { onMine: () => void; onTheirs: () => void; onSave: () => void };

/** Alt+1 and Alt+2 choose, Ctrl+S (Cmd on a Mac) saves the choice. */
function useConflictKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const { onMine, onTheirs, onSave } = latest.current;
      const withAlt = event.altKey && !event.ctrlKey && !event.metaKey;
      if (document.querySelector('dialog[open]')) return;
      if (withAlt && event.code === 'Digit1') onMine();
      else if (withAlt && event.code === 'Digit2') onTheirs();
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') onSave();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
