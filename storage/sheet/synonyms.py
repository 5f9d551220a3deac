"""How others name the columns of a deal: HubSpot, Pipedrive, Salesforce, Zoho, and sheets kept by hand."""

# Best name first. Compared without case, spaces and punctuation, so "Close Date" is "close_date".
SYNONYMS: dict[str, str] = {
    "ref": """
        ref, reference, deal ref, opportunity id, deal id, record id, deal number, quote number, quote no,
        order number, order no, job number, project number, number, no, nr, id, referenz, angebotsnummer,
        auftragsnummer, referentie, offertenummer, ordernummer, opdrachtnummer, dossiernummer""",
    "client": """
        client, client name, customer, customer name, account, account name, company, company name, organization,
        organisation, organization name, organisation name, associated company, associated company primary,
        primary company, associated companies, kunde, kundenname, firma, unternehmen, auftraggeber, klant,
        klantnaam, bedrijf, bedrijfsnaam, opdrachtgever, relatie, contact person, contact name, primary contact,
        associated contact, contact, person, name""",
    "offering": """
        offering, product, product name, products, service, item, article, line item, deal type, produkt, leistung,
        artikel, dienst, dienstleistung, product dienst""",
    "quantity": """
        quantity, qty, product quantity, units, pieces, menge, anzahl, stück, stueck, stückzahl, aantal, stuks""",
    "value": """
        value, deal value, amount, deal amount, close value, total value, contract value,
        amount in company currency, order value, price, net price, total, total amount, revenue, betrag, wert,
        auftragswert, angebotswert, summe, preis, nettopreis, umsatz, bedrag, waarde, orderwaarde, dealwaarde,
        prijs, omzet, totaal""",
    "discount_percent": """
        discount percent, discount percentage, discount pct, discount, rabatt prozent, rabatt, nachlass,
        korting percentage, kortingspercentage, korting""",
    "cost": """
        cost, costs, estimated cost, estimated costs, planned cost, total cost, cost price, cogs, kosten,
        plankosten, geschätzte kosten, selbstkosten, kostprijs, geschatte kosten, begrote kosten""",
    "hours": """
        hours, estimated hours, planned hours, hours estimated, labour hours, labor hours, stunden, planstunden,
        geschätzte stunden, arbeitsstunden, uren, geschatte uren, begrote uren, manuren""",
    "crew": "crew, team, crew name, installation team, kolonne, montageteam, ploeg, montageploeg",
    "custom_parts": "custom parts, number of custom parts, special parts, sonderteile, maatwerk, maatwerkdelen",
    "payment_days": """
        payment days, payment term, payment terms, payment term days, terms, zahlungsziel, zahlungsfrist,
        betaaltermijn, betalingstermijn, betaaldagen""",
    "probability_percent": """
        probability percent, probability, deal probability, win probability, probability pct, chance, likelihood,
        wahrscheinlichkeit, abschlusswahrscheinlichkeit, waarschijnlijkheid, kans, slagingskans""",
    "salesperson": """
        salesperson, sales person, sales agent, sales rep, sales representative, deal owner, opportunity owner,
        owner, owner name, account manager, account owner, seller, sold by, verkäufer, verkaeufer, vertriebler,
        vertrieb, besitzer, zuständig, verkoper, eigenaar, accountmanager""",
    "stage": """
        stage, deal stage, sales stage, pipeline stage, opportunity stage, stage name, phase, deal phase, status,
        deal status, vertriebsphase, verkaufsphase, dealphase, stufe, fase, verkoopfase, dealfase""",
    "created_on": """
        created on, create date, created date, date created, created, created time, created at, deal created,
        add time, added on, engage date, start date, entry date, enquiry date, inquiry date, erstellt am, erstellt,
        erstellungsdatum, anlagedatum, anfragedatum, eingangsdatum, aangemaakt op, aangemaakt, aanmaakdatum,
        aanvraagdatum, date, datum""",
    "promised_on": """
        promised on, promised date, promise date, promised, due date, due, deadline, delivery date,
        promised delivery date, delivery due, liefertermin, lieferdatum, fällig am, zugesagt am, wunschtermin,
        leverdatum, levertermijn, beloofd op, opleverdatum""",
    "expected_close_on": """
        expected close on, expected close date, expected close, expected closing date, estimated close date,
        forecast close date, erwarteter abschluss, voraussichtlicher abschluss, erwartetes abschlussdatum,
        verwachte sluitingsdatum, verwachte afsluitdatum, verwachte sluiting""",
    "won_on": "won on, won time, won date, date won, won at, gewonnen am, auftragsdatum, gewonnen op",
    "lost_on": "lost on, lost time, lost date, date lost, lost at, verloren am, verloren op",
    "closed_on": """
        closed on, close date, closed date, closing date, date closed, closed, deal closed on, closed time,
        close time, abschlussdatum, abgeschlossen am, sluitingsdatum, afsluitdatum, gesloten op""",
    "delivered_on": """
        delivered on, delivered date, date delivered, delivered, completed on, completion date, completed,
        installed on, geliefert am, abgenommen am, geleverd op, opgeleverd op""",
    "rework": "rework, rework needed, redo, nacharbeit, nachbesserung, herstelwerk, herstel, nabewerking",
    "client_score": """
        client score, customer score, client satisfaction, customer satisfaction, satisfaction, csat,
        kundenzufriedenheit, zufriedenheit, kundenbewertung, klanttevredenheid, tevredenheid, klantscore""",
    "actual_cost": "actual cost, actual costs, real cost, istkosten, tatsächliche kosten, werkelijke kosten",
    "actual_hours": """
        actual hours, hours actual, hours worked, hours spent, iststunden, tatsächliche stunden, werkelijke uren""",
    "note": """
        note, notes, comment, comments, remark, remarks, description, deal description, notiz, notizen, bemerkung,
        bemerkungen, kommentar, beschreibung, notitie, notities, opmerking, opmerkingen, omschrijving, deal name,
        opportunity name, deal title, opportunity, title, project name, projekt, project, next step""",
}
