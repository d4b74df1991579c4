const { app, BrowserWindow } = require('electron');

app
  .whenReady()
  .then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<h1>Here</h1>'));
