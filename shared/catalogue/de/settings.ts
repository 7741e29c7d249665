// German texts of the settings and of the first screen: what people read, by key.
import type { settingsTexts } from '../en/settings.ts'

export const settingsGerman = {
  'settings.login': 'Start bei der Anmeldung an diesem Computer',
  'settings.login_on':
    'Countersign startet mit Ihrer Arbeitsumgebung, im Infobereich. Gewartet wird weiter, ohne dass Sie daran denken müssen.',
  'settings.login_off':
    'Countersign startet, wenn Sie es starten. Gewartet wird weiter, sobald es wieder läuft; dazwischen geht nichts verloren.',
  'settings.login_start': 'Bei der Anmeldung starten',
  'settings.login_stop': 'Nicht mehr bei der Anmeldung starten',
  'settings.login_loading': 'Es wird nachgesehen, was das System eingestellt hat …',
  'settings.login_sources':
    'Diese App läuft aus ihren Quellen, und nur eine installierte kann vom System gestartet werden. Nichts wurde geändert.',
  'settings.login_system':
    'Das System hat es nicht angenommen. Nichts wurde geändert; sehen Sie in dessen eigenen Einstellungen nach, was bei der Anmeldung startet.',
  'settings.login_file':
    'Die Datei {file} ließ sich nicht ändern, also wurde nichts geändert. Sehen Sie nach, wer dort schreiben darf, und versuchen Sie es erneut.',
  'settings.first_again': 'Den ersten Bildschirm noch einmal zeigen',

  'settings.trust': 'Vertrauen',
  'settings.trust_none':
    'Nichts ist als eigener Server vermerkt, und keiner Verbindung wird beim Lesen vertraut. Um beides bitten Sie bei der Verbindung, und erlaubt wird es in der Freigabeansicht.',
  'settings.trust_issuer':
    '{host} ist ein eigener Server: Er darf in der Freigabeansicht nach Codes und Passkeys fragen, und seine Seiten öffnen sich in der App.',
  'settings.trust_used': 'Verwendet von {names}',
  'settings.trust_stop_issuer': 'Nicht mehr als eigenen Server behandeln',
  'settings.trust_reading':
    '{name}: Werkzeuge, die angeben, nur zu lesen, laufen, ohne Sie zu fragen.',
  'settings.trust_stop_reading': 'Beim Lesen nicht mehr vertrauen',
  'settings.trust_stops': 'Beenden wirkt sofort.',

  'settings.secrets_do':
    'Entsperren Sie Ihren Schlüsselbund oder installieren Sie einen (zum Beispiel gnome-keyring oder KWallet), und starten Sie Countersign neu. Ohne ihn werden Geheimnisse nie geschrieben.',

  'settings.data_size': '{size} in diesem Ordner.',
  'settings.data_show': 'In der Dateiverwaltung zeigen',
  'settings.folder_not_shown':
    'Keine Dateiverwaltung hat den Ordner geöffnet. Mit Ihren Daten ist alles in Ordnung; öffnen Sie diesen Pfad selbst: {folder}',
  'settings.reset': 'Von vorn beginnen',
  'settings.reset_about':
    'Macht diese App wie neu: wenn Sie den Computer weitergeben oder nichts davon bleiben soll.',
  'settings.reset_open': 'Alles zurücksetzen …',
  'settings.reset_question': 'Alles zurücksetzen?',
  'settings.reset_lost_1':
    'Jede Verbindung endet, und ihren Servern wird gesagt, dass nicht mehr gilt, was sie gewährt haben.',
  'settings.reset_lost_2':
    'Angehaltene Aufrufe und Wartendes enden, ohne gesendet zu werden. Was gesendet wurde, bleibt geschehen.',
  'settings.reset_lost_3':
    'Aufgaben, Regeln, Einstellungen und die Aufzeichnung des Verlaufs werden gelöscht, samt den Schlüsseln, die sie versiegeln und signieren. Exportieren Sie die Aufzeichnung vorher, wenn Sie sie behalten möchten.',
  'settings.reset_lost_4':
    'Dateien, die Sie exportiert haben, bleiben, wo sie sind. Dies lässt sich nicht zurücknehmen.',
  'settings.reset_word': 'zurücksetzen',
  'settings.reset_type': 'Geben Sie „{word}“ ein, um fortzufahren',
  'settings.reset_do': 'Alles zurücksetzen',
  'settings.reset_keep': 'Alles behalten',
  'settings.reset_busy': 'Den Servern wird gesagt, dass nichts Gewährtes mehr gilt …',
  'settings.reset_wrong': 'Nichts wurde gelöscht: Das einzugebende Wort ist „{word}“.',
  'settings.reset_untold':
    'Diesen Servern ließ sich nicht mitteilen, dass nicht mehr gilt, was sie gewährt haben: {hosts}. Bisher wurden nur die Verbindungen gelöscht. Lassen Sie die App, wie sie ist, erfahren sie es später von selbst; nach dem Zurücksetzen kann es ihnen niemand mehr sagen.',
  'settings.reset_untold_do': 'Trotzdem zurücksetzen',
  'settings.reset_restarting': 'Alles wird gelöscht; Countersign startet neu.',
  'settings.reset_not_kept':
    'Nichts wurde gelöscht: In {folder} lässt sich nicht schreiben. Schaffen Sie Platz oder sehen Sie nach, wer dort schreiben darf, und versuchen Sie es erneut. Die Verbindungen sind schon beendet.',
  'settings.reset_failed':
    'Nicht alles in {folder} ließ sich löschen, deshalb ist Countersign nicht mit der Hälfte davon gestartet. Schließen Sie andere Programme, die diese Dateien verwenden, und starten Sie neu: Das Löschen geht weiter, wo es aufgehört hat.',

  'settings.about': 'Über die App',
  'settings.about_version': 'Version {version}, veröffentlicht unter der MIT-Lizenz.',
  'settings.about_never':
    'Gebaut und geprüft unter Linux. Für macOS und Windows sind Benachrichtigungen, der gesperrte Bildschirm, verdeckte Fenster, Passkeys des Systems und der Start bei der Anmeldung geschrieben und gegen Nachbildungen geprüft, aber dort nie gelaufen.',

  'settings.first_later':
    'All das können Sie später in den Einstellungen ändern. Jede Wahl hat hier schon einen sicheren Wert.',
  'settings.first_choices': 'Wie sich Countersign verhalten soll',
  'settings.first_approve_on':
    'Benachrichtigungen dürfen freigeben, was geringes oder erhöhtes Risiko hat. Über hohes Risiko wird immer in der App entschieden.',
  'settings.first_approve_off':
    'Benachrichtigungen lehnen nur ab und öffnen; freigegeben wird in der App.',
  'settings.first_skip': 'Überspringen und umsehen',
} as const satisfies Record<keyof typeof settingsTexts, string>
