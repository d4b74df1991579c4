import { Button } from '@digdir/designsystemet-react';
import { FileImportIcon } from '@navikt/aksel-icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** The button that takes rows out of a spreadsheet. The page itself opens the file that is chosen. */
export function ImportButton({ onChoose }: { onChoose: (file: File) => void }) {
  const { t } = useTranslation('import');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="tertiary" data-size="sm" onClick={() => input.current?.click()}>
        <FileImportIcon aria-hidden="true" />
        {t('button')}
      </Button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        data-import
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,text/csv,text/plain"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onChoose(file);
          // The same file may be chosen again once it has been mended.
          target.value = '';
        }}
      />
    </>
  );
}
