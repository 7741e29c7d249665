// Deutsche Texte zu Aufgaben, die dauern, und zu Plänen: anhalten, weiterarbeiten, ausgeben, vorab dargelegte Aufrufe.

export const tasksGerman = {
  'task.pause': 'Anhalten',
  'task.stop': 'Abbrechen',
  'task.resume': 'Weiterarbeiten lassen',
  'task.resume_asks': 'Weiterarbeiten lassen …',
  'task.again': 'Erneut versuchen',
  'task.rename': 'Umbenennen',
  'task.rename_label': 'Name dieser Aufgabe',
  'task.rename_save': 'Namen sichern',
  'task.rename_keep': 'Den alten behalten',
  'task.export_json': 'Als JSON exportieren …',
  'task.export_markdown': 'Als Markdown exportieren …',
  'task.exported':
    'Exportiert. Die Datei enthält kein Geheimnis, aber alles, was gesagt und verlangt wurde.',
  'task.export_failed':
    'Die Aufgabe ließ sich nicht exportieren. Nichts davon ging verloren; wählen Sie einen anderen Ort.',
  'task.export_title': 'Eine Aufgabe exportieren',
  'task.file_json': 'JSON',
  'task.file_md': 'Markdown',
  'task.export_name': 'aufgabe',
  'task.say_label': 'Etwas ergänzen',
  'task.say': 'Senden',
  'task.thinking': 'Denkt nach …',
  'task.speaking': 'Schreibt gerade',
  'task.stopped_here': 'Hier abgebrochen',
  'task.refused_call': 'So wie verlangt nicht möglich: {words}',
  'task.usage_split': '{input} hinein, {output} heraus',
  'task.usage_cost': '{tokens} Token, etwa {cost}',
  'task.usage_free': '{tokens} Token, kein Preis bekannt',
  'task.elsewhere': 'Aufrufe eines Agenten, der woanders läuft',
  'task.too_many_steps':
    'Es waren {count} Schritte in Folge ohne Sie. Sehen Sie nach, was geschehen ist, und lassen Sie sie dann weiterarbeiten.',
  'task.not_now':
    'Diese Aufgabe nimmt jetzt keine Nachricht an. Lassen Sie sie erst weiterarbeiten, oder beginnen Sie eine neue.',
  'task.title_resume': 'Die Aufgabe „{task}“ von {agent} weiterarbeiten lassen',
  'task.resume_heading': 'Sie hält zurück',
  'task.resume_words':
    'Diese Aufgabe ist angehalten. Arbeitet sie weiter, wird gesendet, was sie zurückhält, so wie es erlaubt wurde; ihr Plan und ihre Regeln gelten wieder.',
  'task.resume_held': 'Aufrufe, die sie zurückhält: {count}',
  'task.resume_plan': 'Aufrufe, die in ihrem Plan noch offen sind: {count}',
  'task.resume_rules': 'Regeln für diese Aufgabe: {count}',
  'agent.row_task_paused': 'Eine Aufgabe wurde angehalten',
  'agent.row_task_resumed': 'Eine Aufgabe arbeitet weiter',
  'plan.kind': 'Plan',
  'plan.title': '{agent} legt {count} Aufrufe dar',
  'plan.title_one': '{agent} legt einen Aufruf dar',
  'plan.intro':
    'Sie entscheiden einmal über alle. Jeder läuft höchstens einmal, genau so, wie er hier steht, und nur solange die Aufgabe dauert.',
  'plan.entries': 'Aufrufe dieses Plans',
  'plan.entry': 'Aufruf {number}',
  'plan.asks_anyway':
    'Bevor er läuft, werden Sie noch einmal gefragt, mit Nachweis oder mit der Zahl.',
  'plan.void':
    'Sein Werkzeug oder seine Verbindung hat sich seither geändert: Er läuft nur, wenn Sie noch einmal gefragt werden.',
  'plan.dropped': 'Herausgenommen: Er gehört nicht zu dem, was Sie freigeben.',
  'plan.edited': 'Von Ihnen geändert',
  'plan.values': 'Genau',
  'plan.drop': 'Herausnehmen',
  'plan.take_back': 'Wieder aufnehmen',
  'plan.edit': 'Ändern',
  'plan.approve': 'Diesen Plan freigeben',
  'plan.counts': '{kept} von {total} Aufrufen werden zusammen freigegeben.',
  'plan.counts_high':
    '{kept} von {total} Aufrufen werden zusammen freigegeben. Noch einmal gefragt werden Sie nach: {high}.',
  'plan.all_dropped':
    'Alle Aufrufe dieses Plans sind herausgenommen. Lehnen Sie ihn ab, oder nehmen Sie einen wieder auf.',
  'plan.too_long':
    'Ein Plan darf höchstens {count} Aufrufe haben. Es wurde nichts gefragt; legen Sie weniger dar.',
  'plan.broken':
    'Dieser Plan wurde nicht vorgelegt, weil einige seiner Aufrufe nicht möglich sind:',
  'plan.broken_entry': 'Aufruf {number}: {problem}',
  'plan.state_asked': 'Wartet auf Sie',
  'plan.state_approved': 'Freigegeben',
  'plan.state_denied': 'Abgelehnt',
  'plan.state_ended': 'Beendet',
  'plan.in_task': 'Plan mit {count} Aufrufen',
  'plan.in_task_one': 'Plan mit einem Aufruf',
  'plan.open': 'Den Plan ansehen',
  'plan.end': 'Den Plan beenden',
  'plan.entry_planned': 'steht noch aus',
  'plan.entry_dropped': 'von Ihnen herausgenommen',
  'plan.entry_used': 'nach diesem Plan gelaufen',
  'plan.entry_problem': 'nicht möglich',
  'agent.row_plan_asked': 'Ein Plan wurde dargelegt',
  'agent.row_plan_edited': 'Sie haben einen Plan geändert',
  'agent.row_plan_approved': 'Sie haben einen Plan freigegeben',
  'agent.row_plan_denied': 'Ein Plan wurde abgelehnt',
  'agent.row_plan_ended': 'Ein Plan ist beendet',
  'plan.row_counts': '{kept} von {total} Aufrufen',
  'plan.line_approved': 'Erlaubt durch einen Plan, den Sie freigegeben haben',
  'activity.decided_allowed_plan': 'Erlaubt durch einen Plan, den Sie freigegeben haben',
  'activity.decided_denied_plan': 'Abgelehnt',
  'plan.rehearsal_intro':
    'Das würde ich tun, Aufruf für Aufruf. Ich beginne, sobald Sie es freigegeben haben.',
  'plan.rehearsal_goes': 'Ich mache mit dem weiter, was Sie freigegeben haben.',
  'plan.rehearsal_denied': 'Sie haben den Plan abgelehnt, also tue ich nichts davon.',
  'plan.rehearsal_reason': 'Sie haben den Plan abgelehnt: „{reason}“. Ich tue nichts davon.',
  'plan.rehearsal_dropped': 'Sie haben herausgenommen: {titles}.',
  'plan.rehearsal_ended': 'Der Plan war beendet, bevor ich beginnen konnte.',
  'plan.plan_tag': 'Plan',
  'plan.plan_allows':
    'Jeder Aufruf, den Sie darin lassen, läuft einmal, genau so, wie er oben steht, ohne dass Sie noch einmal gefragt werden.',
  'plan.plan_stays_1':
    'Nach Aufrufen mit hohem Risiko werden Sie noch einmal gefragt, mit Nachweis oder mit der Zahl.',
  'plan.plan_stays_2':
    'Nach allem, was nicht im Plan steht, werden Sie gefragt, und was Ihre Regeln verbieten, bleibt verboten.',
  'plan.plan_warn': 'Lesen Sie jeden Wert: Was später läuft, ist das, was hier steht.',
  'plan.plan_back':
    'Beenden Sie den Plan jederzeit in seiner Aufgabe. Mit ihr endet er von selbst.',
  'plan.task_resume_tag': 'Weiterarbeiten',
  'plan.task_resume_allows':
    'Was zurückgehalten wird, wird gesendet, so wie es erlaubt wurde; Plan und Regeln der Aufgabe gelten wieder.',
  'plan.task_resume_stays_1':
    'Nach allem, was noch nicht erlaubt ist, werden Sie weiterhin gefragt.',
  'plan.task_resume_stays_2':
    'Andere Aufgaben bleiben, wie sie sind; sind alle Agenten angehalten, bleiben sie es.',
  'plan.task_resume_warn':
    'Diese Aufgabe ist angehalten. Sehen Sie nach, was sie getan hat, bevor Sie sie weiterarbeiten lassen.',
  'plan.task_resume_back': 'Halten Sie die Aufgabe wieder an, oder brechen Sie sie ab.',
} as const
