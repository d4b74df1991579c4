import { dialog } from 'electron';
import type { Language } from '../../shared/contracts/ipc';
import { words } from '../../shared/rules/words';

export type QuitQuestion = {
  appName: string;
  language: Language;
  /** Registrations that are saved here and not sent. */
  waiting(): number;
  sendFirst(): Promise<void>;
};

const answers = ['quit', 'send_first', 'cancel'] as const;

/** Whether to quit. Everything is safe on the disk either way; the question is only when it is sent. */
export async function askToQuit({ appName, language, waiting, sendFirst }: QuitQuestion): Promise<boolean> {
  while (waiting() > 0) {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      title: appName,
      message: words(language, 'quit.question', { count: waiting() }),
      buttons: answers.map((answer) => words(language, `quit.${answer}`)),
      defaultId: answers.indexOf('send_first'),
      cancelId: answers.indexOf('cancel'),
      noLink: true,
    });
    const answer = answers[response] ?? 'cancel';
    if (answer === 'cancel') return false;
    if (answer === 'quit') return true;
    await sendFirst();
  }
  return true;
}
