// German texts of the app room about connections, grants and authorization servers: what people read, by key.
import type { appConnectionTexts } from '../en/app-connections.ts'

export const appConnectionGerman = {
  'app.connections.title': 'Verbindungen',
  'app.connections.empty': 'Noch ist nichts verbunden.',
  'app.connections.add': 'Etwas verbinden',
  'app.connections.url': 'Adresse des Ressourcenservers',
  'app.connections.url.hint':
    'Seine MCP-Adresse, oder die einer HTTP-API oder ihres OpenAPI-Dokuments: zum Beispiel https://bank.example/mcp oder https://bank.example/openapi.json. Wie man sich anmeldet, findet Countersign selbst heraus.',
  'app.connections.connect': 'Verbinden',
  'app.connections.connecting': 'Wird verbunden …',
  'app.connection.status.discovering': 'Wird erkundet',
  'app.connection.status.needs_sign_in': 'Nicht angemeldet',
  'app.connection.status.signing_in': 'Anmeldung läuft',
  'app.connection.status.waiting': 'Wartet auf eine Entscheidung',
  'app.connection.status.ready': 'Bereit',
  'app.connection.status.unreachable': 'Nicht erreichbar',
  'app.connection.status.failed': 'Hat nicht geklappt',
  'app.connection.local': 'Auf diesem Computer',
  'app.connection.first_party': 'Eigener Server',
  'app.connection.trusted': 'Vertraut beim Lesen',
  'app.connection.issuer': 'Autorisierungsserver',
  'app.connection.no_issuer': 'Keiner: Dieser Server ist offen und verlangt kein Token.',
  'app.connection.progress': 'Was gerade geschieht',
  'app.connection.step.done': 'erledigt',
  'app.connection.step.running': 'läuft',
  'app.connection.see_wait': 'Wartevorgang ansehen',
  'app.connection.sign_in': 'Anmelden',
  'app.connection.sign_in.browser':
    'Ihr Browser öffnet die Anmeldeseite von {host}. Kommen Sie danach hierher zurück.',
  'app.connection.sign_in.here':
    'Sie weisen gleich hier, in der Freigabeansicht, nach, dass Sie es sind.',
  'app.connection.retry': 'Erneut versuchen',
  'app.connection.refresh': 'Neu nachsehen',
  'app.connection.grants': 'Was gewährt wurde',
  'app.connection.grants.none': 'Noch wurde nichts gewährt.',
  'app.connection.trust': 'Was Sie ihr anvertrauen',
  'app.connection.first_party.off':
    'Kein eigener Server: Nachweise für {host} werden im Browser gegeben.',
  'app.connection.first_party.on':
    'Eigener Server: {host} darf in der Freigabeansicht nach Codes und Passkeys fragen.',
  'app.connection.first_party.ask': 'Als eigenen Server behandeln …',
  'app.connection.first_party.stop': 'Nicht mehr als eigenen Server behandeln',
  'app.connection.reading.off':
    'Bei jedem Werkzeug wird gefragt, auch bei denen, die sagen, dass sie nur lesen.',
  'app.connection.reading.on': 'Werkzeuge, die sagen, dass sie nur lesen, laufen ohne Rückfrage.',
  'app.connection.reading.ask': 'Beim Lesen vertrauen …',
  'app.connection.reading.stop': 'Nicht mehr beim Lesen vertrauen',
  'app.connection.asks': 'Die Freigabeansicht zeigt genau, was damit erlaubt würde, und fragt Sie.',
  'app.connection.passkey': 'Passkey',
  'app.connection.passkey.explain':
    'Legen Sie auf diesem Gerät einen Passkey an, um Zahlungen und Änderungen bei {host} ohne das Tippen von Codes nachzuweisen.',
  'app.connection.passkey.register': 'Passkey registrieren',
  'app.connection.tools': 'Werkzeuge',
  'app.connection.tools.none': 'Noch sind keine Werkzeuge bekannt.',
  'app.connection.tools.words': 'Beschreibungen in den Worten des Servers',
  'app.connection.tool.reads': 'sagt, dass es nur liest',
  'app.connection.tool.changes': 'ändert vielleicht etwas',
  'app.connection.remove': 'Verbindung trennen …',
  'app.connection.remove.confirm': '{name} trennen?',
  'app.connection.remove.words':
    'Ihre Tokens werden hier weggeworfen und dort widerrufen, wo der Server es zulässt. Aufrufe, die angehalten sind oder darauf warten, enden, ohne gesendet zu werden.',
  'app.connection.remove.do': 'Verbindung trennen',
  'app.connection.remove.keep': 'Behalten',

  'app.revocations.one': '1 Widerruf wartet auf {host}',
  'app.revocations.many': '{count} Widerrufe warten auf {host}',
  'app.revocations.words':
    'Die Tokens sind hier weg, aber ihr Server weiß es noch nicht. Nächster Versuch, ohne Ihr Zutun: {moment}.',
  'app.revocations': 'Noch zu widerrufen',

  'app.grant.for': 'Für',
  'app.grant.any_call': 'jeden Aufruf dieser Verbindung',
  'app.grant.one_call': 'nur diesen Aufruf: {title}',
  'app.grant.by': 'Von',
  'app.grant.by_when': '{host}, {moment}',
  'app.grant.from.authorization_code': 'nachdem Sie sich im Browser angemeldet hatten',
  'app.grant.from.authorization_challenge':
    'nachdem Sie hier nachgewiesen hatten, dass Sie es sind',
  'app.grant.from.client_credentials': 'für diese App selbst; niemand hat sich angemeldet',
  'app.grant.from.token_exchange': 'im Tausch gegen eine andere Gewährung dieser Verbindung',
  'app.grant.from.identity_assertion': 'weil Ihre Anmeldung bei Ihrem Identitätsanbieter dort gilt',
  'app.grant.from.device': 'nachdem ein Code auf einem anderen Gerät eingegeben wurde',
  'app.grant.from.ciba': 'nachdem Sie auf Ihrem anderen Gerät zugestimmt hatten',
  'app.grant.from.deferred': 'nach dem Warten auf eine Entscheidung',
  'app.grant.held': 'Aufbewahrt',
  'app.grant.bound': 'an diesen Computer gebunden: Eine Kopie nützt anderswo nichts',
  'app.grant.unbound':
    'nicht an dieses Gerät gebunden: Wer eine Kopie bekommt, könnte es nutzen, bis es endet. {host} bietet keine Bindung an.',
  'app.grant.until': 'Bis',
  'app.grant.until_renews': '{moment}, dann wird von selbst ein neues Zugriffstoken geholt',
  'app.grant.until_ends': '{moment}, dann werden Sie gebeten, sich neu anzumelden',
  'app.grant.ended_renews': '{moment} (vorbei); der nächste Aufruf holt ein neues Zugriffstoken',
  'app.grant.ended': '{moment} (vorbei); melden Sie sich neu an, um es zu nutzen',
  'app.grant.call_until': '{moment}',
  'app.grant.no_end': 'kein Ende bekannt',
  'app.grant.no_scopes': 'keine benannten Scopes',
  'app.grant.details': 'mit genauen Bedingungen der Art',
  'app.grant.lesser': 'Weniger als verlangt',
  'app.grant.lesser.words': 'Es dient, bis das Warten auf den Rest endet.',
  'app.grant.unbound.tag': 'Nicht an dieses Gerät gebunden',
  'app.scope.openid': 'wissen, wer Sie sind',
  'app.scope.profile': 'Ihren Namen und Ihr Profil sehen',
  'app.scope.email': 'Ihre E-Mail-Adresse sehen',
  'app.scope.address': 'Ihre Postadresse sehen',
  'app.scope.phone': 'Ihre Telefonnummer sehen',
  'app.scope.offline_access': 'weitermachen, während Sie weg sind',

  'app.authorization': 'Wie lange Sie angemeldet bleiben',
  'app.authorization.fine':
    'Ihre Autorisierung bei {host} gilt bis {moment}. Countersign warnt Sie eine Woche vorher.',
  'app.authorization.soon':
    'Ihre Autorisierung bei {host} gilt bis {moment}, noch {span}. Erneuern Sie sie vorher, dann wird nichts unterbrochen; danach warten Aufrufe, bis Sie sich neu angemeldet haben.',
  'app.authorization.over':
    'Ihre Autorisierung bei {host} galt bis {moment}. Melden Sie sich neu an, um weiterzumachen; die Verbindung, ihre Werkzeuge und was Sie ihr anvertrauen, bleiben.',
  'app.authorization.renew': 'Jetzt erneuern',
  'app.authorization.tag_soon': 'Bald erneuern',
  'app.authorization.tag_over': 'Autorisierung vorbei',

  'app.issuer.shared': 'Auch genutzt von {names}.',
  'app.issuer.client': 'Client-ID',
  'app.issuer.known': 'Dort bekannt',
  'app.issuer.registration.none': 'noch nicht: Countersign ist nicht registriert',
  'app.issuer.registration.dynamic': 'Countersign hat sich selbst registriert',
  'app.issuer.registration.metadata_document':
    'durch die Beschreibung, die Countersign veröffentlicht',
  'app.issuer.registration.entered': 'Sie haben diese Client-ID eingegeben',
  'app.issuer.proves': 'Weist sich aus',
  'app.issuer.authentication.none': 'gar nicht: ein öffentlicher Client',
  'app.issuer.authentication.client_secret_basic': 'mit einem Geheimnis, im Kopf der Anfrage',
  'app.issuer.authentication.client_secret_post': 'mit einem Geheimnis, im Rumpf der Anfrage',
  'app.issuer.authentication.private_key_jwt': 'durch Signieren mit einem eigenen Schlüssel',
  'app.issuer.choose': 'Welcher Autorisierungsserver genutzt wird',
  'app.issuer.choose.words':
    'Dieser Server nennt {count} Autorisierungsserver. Jeder hat seine eigene Anmeldung und gewährt für sich; keiner sieht, was ein anderer gab.',
  'app.issuer.choose.first': 'seine erste Wahl',
  'app.issuer.choose.do': '{host} verwenden',
  'app.issuer.choose.confirm': 'Von nun an {host} verwenden?',
  'app.issuer.choose.confirm.words':
    'Was der andere gewährt hat, wird dort widerrufen, und auf ihn wird nicht mehr gewartet. Dann melden Sie sich neu an.',
  'app.issuer.choose.keep': 'Lassen, wie es ist',
  'app.issuer.enter': 'Client-ID eingeben …',
  'app.issuer.enter.why':
    'Für einen Autorisierungsserver, der nicht zulässt, dass Apps sich selbst registrieren: Sein Betreiber gibt Ihnen diese Angaben. Was dort einer anderen Client-ID gewährt war, wird widerrufen.',
  'app.issuer.enter.id': 'Client-ID',
  'app.issuer.enter.authentication': 'Wie sich dieser Client ausweist',
  'app.issuer.enter.secret':
    'Nach dem Geheimnis oder Schlüssel wird in der Freigabeansicht gefragt, die keine andere Seite lesen kann.',
  'app.issuer.enter.public':
    'Es ist nichts Geheimes einzugeben. Die Freigabeansicht bittet Sie um Bestätigung.',
  'app.issuer.enter.do': 'Weiter in der Freigabeansicht …',
  'app.issuer.enter.back': 'Zurück',
  'app.issuer.more': 'Weitere Arten der Anmeldung bei {host} und andere Schreibweisen',
  'app.issuer.not_offered': '{host} bietet das nicht an.',
  'app.issuer.on': 'an',
  'app.issuer.device': 'Mit einem Code auf einem anderen Gerät anmelden',
  'app.issuer.device.words':
    'Für den Fall, dass dieser Computer keinen Browser öffnen kann. Sie geben anderswo einen Code ein; wer ihn eingibt, ist hier angemeldet.',
  'app.issuer.ciba': 'Auf Ihrem anderen Gerät gefragt werden',
  'app.issuer.ciba.words':
    'Der Autorisierungsserver fragt die hier genannte Person auf einem ihrer Geräte. Nennen Sie nur sich selbst: Was sie erlaubt, wird auf diesem Computer verwendet.',
  'app.issuer.ciba.label': 'Wer Sie dort sind (zum Beispiel Ihre E-Mail-Adresse)',
  'app.issuer.unattended': 'Als die App selbst anmelden',
  'app.issuer.unattended.words':
    'Niemand meldet sich an: Die App bekommt, was ihrer Client-ID dort gegeben wurde, auch während Sie weg sind. Nach Aufrufen wird weiter gefragt wie bisher.',
  'app.issuer.idp': 'Ihre Anmeldung anderswo hier gelten lassen',
  'app.issuer.idp.words':
    'Ihr Identitätsanbieter bürgt für Sie, deshalb erscheint hier keine Anmeldung. Er muss in Countersign verbunden sein, und {host} muss ihm vertrauen.',
  'app.issuer.idp.label': 'Adresse (Issuer) Ihres Identitätsanbieters',
  'app.issuer.gone':
    'Diese Verbindung nutzt jenen Autorisierungsserver nicht mehr. Nichts wurde geändert. Sehen Sie sich die Verbindung noch einmal an.',
  'app.issuer.asked':
    'Eine solche Rückfrage ist noch offen. Beantworten Sie sie zuerst im Eingang; nichts wurde neu gefragt.',
  'app.issuer.way.unreadable':
    'Das ist keine Adresse eines Identitätsanbieters, oder es wurde nichts genannt. Nichts wurde gefragt. Tippen Sie es noch einmal; eine Adresse beginnt mit https://.',
  'app.issuer.way.ask': 'Darum bitten …',
  'app.issuer.way.stop': 'Aufhören',
  'app.issuer.way.set': 'Jetzt: {value}',
  'app.issuer.way.asks': 'Die Freigabeansicht zeigt genau, was damit erlaubt würde, und fragt Sie.',
  'app.issuer.spellings': 'Andere Schreibweisen von „noch nicht“',
  'app.issuer.spellings.words':
    'Nur für Server, die eine ältere oder vorgeschlagene Form sprechen. Lassen Sie sie aus, wenn Ihnen niemand etwas anderes gesagt hat.',
  'app.issuer.openidDeferred': 'Aufgeschobene Tokens nach OpenID Connect',
  'app.issuer.openidDeferred.words':
    'Einen Wartevorgang auch so verstehen, wie jene Spezifikation ihn schreibt.',
  'app.issuer.authReqId': 'Wartevorgänge namens auth_req_id',
  'app.issuer.authReqId.words':
    'Auch einen Aufschub verstehen, der seinen Code unter diesem Namen trägt.',
  'app.issuer.directDeferral': 'Wartevorgänge direkt von der Anmeldeseite',
  'app.issuer.directDeferral.words':
    'Auch einen Aufschubcode annehmen, der durch den Browser zurückkommt statt vom Token-Endpunkt.',
  'app.issuer.deferralCodeAsLoginHint': 'Mit dem Aufschubcode per CIBA weitermachen',
  'app.issuer.deferralCodeAsLoginHint.words':
    'Den Aufschubcode als Login-Hinweis einer CIBA-Anfrage übergeben, wie auf der Liste der Arbeitsgruppe vorgeschlagen.',
} as const satisfies Record<keyof typeof appConnectionTexts, string>
