import type { Settings } from '../settings/settings';
import { chooseFile } from '../window/choose-file';
import { createPagePrinter } from '../window/print-page';
import type { OverviewPorts } from './overview-calls';

export function overviewPorts(settings: Settings): OverviewPorts {
  return {
    chooseFile,
    print: createPagePrinter(),
    language: () => settings.get('language'),
    tables: () => settings.get('tables'),
    keepTables: (names) => settings.set('tables', names),
  };
}
