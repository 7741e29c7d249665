// German texts of tools: what a server lists, what became of it, and what is done while a call is under way.
import type { toolTexts } from '../en/tools.ts'

export const toolGerman = {
  'tools.endless':
    '{host} zählt seine Werkzeuge ohne Ende auf. Countersign hat nach {count} aufgehört; die übrigen lassen sich nicht verwenden.',
  'tools.blocked':
    'Der Server hat dieses Werkzeug geändert, und die Änderung ist noch nicht angenommen. Gesendet wurde nichts. Nach der Prüfung bei der Verbindung lässt es sich wieder verwenden.',
  'tools.nothing_blocked':
    'Kein Werkzeug dieser Verbindung wartet noch auf eine Prüfung. Geändert hat sich nichts.',
  'tools.title_change': 'Die Änderung von {tool} bei {connection} annehmen?',
  'tools.title_changes': 'Die Änderungen von {count} Werkzeugen bei {connection} annehmen?',
  'tools.changed_title': '{connection} hat das Werkzeug {tool} geändert',
  'tools.changed_titles': '{connection} hat {count} seiner Werkzeuge geändert',
  'tools.changed_body':
    'Es ist gesperrt, bis Sie die Änderung bei der Verbindung annehmen. Aufrufe, die dafür angehalten waren, sind beendet; gesendet wurde davon nichts.',
  'tools.changes': 'Was der Server geändert hat',
  'tools.diff': 'Was angenommen war und was jetzt gilt',
  'tools.same_definition':
    'Die Beschreibung ist unverändert. Der Server selbst nennt einen anderen Autorisierungsserver als vorher.',
  'tools.change_tag': 'Geändertes Werkzeug',
  'tools.change_allows': 'Agenten dürfen es mit der neuen Beschreibung wieder anfragen.',
  'tools.change_stays_1': 'Jeder Aufruf wird wie bisher beurteilt und erfragt.',
  'tools.change_stays_2': 'Regeln für die alte Beschreibung bleiben ungültig.',
  'tools.change_warn':
    'Ein Server, der ein angenommenes Werkzeug ändert, will damit vielleicht etwas anderes als vorher. Nehmen Sie die Änderung nur an, wenn Sie ihren Grund kennen.',
  'tools.change_back':
    'Entfernen Sie die Verbindung, oder verbieten Sie das Werkzeug mit einer Regel.',
  'tools.state_new': 'Neu',
  'tools.state_blocked': 'Geändert, gesperrt',
  'tools.state_hidden': 'Nicht angeboten',
  'tools.review': 'Änderung prüfen',
  'tools.review_all': 'Alle Änderungen prüfen',
  'tools.blocked_words':
    'Der Server hat dieses Werkzeug geändert, seit Sie es angenommen haben. Kein Agent kann es verwenden, bis Sie die Änderung geprüft haben.',
  'tools.hidden_name':
    'Sein Name enthält Zeichen, die sich mit anderen verwechseln lassen; deshalb wird es keinem Agenten angeboten.',
  'tools.hidden_twice':
    'Der Server nennt zwei Werkzeuge gleich; deshalb wird keinem Agenten eines davon angeboten.',
  'tools.hidden_large':
    'Seine Beschreibung ist zu groß, um gelesen zu werden; deshalb wird es keinem Agenten angeboten.',
  'tools.hidden_invisible':
    'Namen oder Werte seiner Argumente enthalten unsichtbare Zeichen; deshalb wird es keinem Agenten angeboten.',
  'tools.hidden_header':
    'Es verlangt Kopfzeilen in einer Form, die nicht erlaubt ist; deshalb wird es keinem Agenten angeboten.',
  'tools.changed_unsent':
    '{host} hat dieses Werkzeug geändert, seit es gezeigt wurde; deshalb wurde der Aufruf nicht gesendet. Prüfen Sie die Änderung bei der Verbindung und fragen Sie dann erneut.',
  'tools.task_cancelled': '{host} hat die Arbeit an diesem Aufruf beendet, bevor er fertig war.',
  'tools.task_left':
    'Sein Server bearbeitet ihn als Aufgabe und wurde nicht noch einmal gefragt: Er kann dort ausgeführt worden sein.',
  'tools.task_lost':
    '{host} hat den Aufruf angenommen und daran gearbeitet, kennt ihn aber nicht mehr. Er ist vielleicht gelaufen. Sehen Sie dort nach, bevor Sie ihn wiederholen.',
  'tools.cancelled_under_way':
    'Er wurde abgebrochen, während {host} daran arbeitete; der Server weiß davon. Trotzdem ist er vielleicht gelaufen. Sehen Sie dort nach, bevor Sie ihn wiederholen.',
  'tools.cancelled_unsent': 'Er wurde abgebrochen, bevor er gesendet war. Nichts ist abgegangen.',
  'tools.result_too_large':
    '[Das ganze Ergebnis war zu groß, um aufbewahrt zu werden; hier ist nur sein Text.]',
  'tools.result_misfits':
    'Das strukturierte Ergebnis ist nicht das, was die Beschreibung des Werkzeugs verspricht; es wurde weitergegeben, wie es kam.',
  'tools.result_unstructured':
    'Die Beschreibung des Werkzeugs verspricht ein strukturiertes Ergebnis, und es kam keines.',
  'tools.progress': 'Wie weit der Server nach eigener Angabe ist',
  'tools.attachments': 'Anhänge',
  'tools.attachments_words':
    'Namen und Arten stammen vom Server. Countersign öffnet nichts davon und ruft nichts von selbst ab; was Sie speichern, öffnen Sie selbst.',
  'tools.attachment_file': 'Datei',
  'tools.attachment_image': 'Bild',
  'tools.attachment_audio': 'Tonaufnahme',
  'tools.attachment_link': 'Verweis',
  'tools.attachment_save': 'Speichern …',
  'tools.attachment_save_title': 'Anhang speichern',
  'tools.attachment_saved': 'Gespeichert. Nur Sie können die Datei lesen.',
  'tools.attachment_failed':
    'Der Anhang ließ sich dort nicht speichern. Verloren ist nichts; wählen Sie einen anderen Ort.',
  'tools.attachment_gone': 'Diesen Anhang gibt es nicht mehr. Gespeichert wurde nichts.',
} as const satisfies Record<keyof typeof toolTexts, string>
