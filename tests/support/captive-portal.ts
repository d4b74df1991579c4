import { answerAlways, type OtherServer } from './answer-always';

/** Answers every request as the log-in page of a hotel's network does. */
export function startCaptivePortal(port?: number): Promise<OtherServer> {
  const page = '<!doctype html><title>Welcome</title><p>Accept our terms to use the network.</p>';
  return answerAlways('text/html; charset=utf-8', page, port);
}
