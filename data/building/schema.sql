-- The tables of Common Ground. Every table and column carries a description, with unit and allowed
-- values: the data dictionary and the exported codebook are made from them.

create table build_info (
    data_version varchar primary key,
    package_version varchar not null,
    inputs_hash varchar not null check (length(inputs_hash) = 64),
    data_date date not null
);
comment on table build_info is 'One row: which data this file was built from.';
comment on column build_info.data_version is 'Version shown with every figure: the package version, a plus sign, and the first 8 digits of inputs_hash.';
comment on column build_info.package_version is 'Version of the data package (year.month.number).';
comment on column build_info.inputs_hash is 'SHA-256, in hexadecimal, over every file the build reads: facts, imports, schema and build code.';
comment on column build_info.data_date is 'Date of the newest change to the facts (ISO 8601).';

create table source (
    title varchar primary key,
    url varchar not null,
    version varchar
);
comment on table source is 'What the facts come from: papers, a database, a taxonomy, and our own work.';
comment on column source.title is 'Title of the source, as it is named in the data package.';
comment on column source.url is 'Where to find it.';
comment on column source.version is 'Which version of it is held; empty if it has none.';

create table data_file (
    file varchar primary key,
    title varchar not null,
    description varchar not null,
    licence varchar not null,
    licence_url varchar not null,
    n_rows integer not null check (n_rows >= 0)
);
comment on table data_file is 'The files of facts that this database was built from.';
comment on column data_file.file is 'Name of the file, in the folder data.';
comment on column data_file.title is 'Title of the file.';
comment on column data_file.description is 'What it holds, where that is from and what was changed.';
comment on column data_file.licence is 'Licence of this arrangement of the facts; what it does not cover, the description says.';
comment on column data_file.licence_url is 'Text of the licence.';
comment on column data_file.n_rows is 'Rows of the file (count), without the header.';

create table data_file_source (
    file varchar not null references data_file (file),
    source varchar not null references source (title),
    primary key (file, source)
);
comment on table data_file_source is 'Which file comes from which source; a file may come from several.';
comment on column data_file_source.file is 'The file.';
comment on column data_file_source.source is 'Title of the source.';

create table retired_study (
    study_id varchar primary key,
    name varchar not null unique,
    what_became varchar not null
);
comment on table retired_study is 'Studies that are no longer there, for links made while they were.';
comment on column retired_study.study_id is 'Identifier that the study had in addresses; no other study may have it.';
comment on column retired_study.name is 'Name that it had on the pages, and so in their addresses.';
comment on column retired_study.what_became is 'What became of it, to be read by whoever follows an old link.';

create table data_change (
    package_version varchar not null,
    position integer not null,
    date date not null,
    change varchar not null,
    links varchar not null,
    primary key (package_version, position)
);
comment on table data_change is 'What changed from one version of the data to the next, newest first.';
comment on column data_change.package_version is 'Version of the data package (year.month.number) with which it changed; see build_info.';
comment on column data_change.position is 'Order within the version, from 1.';
comment on column data_change.date is 'Date of the version (ISO 8601).';
comment on column data_change.change is 'What was added, changed or taken away.';
comment on column data_change.links is 'What it means for links that were made before.';

create table erratum (
    erratum_id varchar primary key,
    source varchar not null references source (title),
    place varchar not null,
    printed varchar not null,
    problem varchar not null,
    handling varchar not null,
    mitigation_ids varchar,
    since_version varchar not null
);
comment on table erratum is 'What in the sources misleads, contradicts itself or is left unsaid, and how we deal with it.';
comment on column erratum.erratum_id is 'Identifier: lower-case words and digits joined by hyphens.';
comment on column erratum.source is 'Title of the source, as the data package names it.';
comment on column erratum.place is 'Where in the source it stands.';
comment on column erratum.printed is 'What stands there.';
comment on column erratum.problem is 'Why it cannot be taken as it stands, or what it leaves open.';
comment on column erratum.handling is 'What we do about it.';
comment on column erratum.mitigation_ids is 'Mitigations it is about, joined by semicolons; empty if it is about none in particular.';
comment on column erratum.since_version is 'Version of the data package since which we deal with it so.';

create table term (
    term varchar primary key,
    also_called varchar,
    meaning varchar not null,
    definition varchar not null,
    reference varchar not null
);
comment on table term is 'The glossary: the technical terms that the pages use.';
comment on column term.term is 'The term, as the pages write it.';
comment on column term.also_called is 'Other words for it on the pages, joined by semicolons; empty if there are none.';
comment on column term.meaning is 'What it means, in a sentence or two of plain English.';
comment on column term.definition is 'The exact definition or formula.';
comment on column term.reference is 'Where the definition comes from.';

create table document (
    document_id varchar primary key,
    title varchar not null,
    first_author varchar not null,
    year smallint not null check (year between 1990 and 2100),
    url varchar not null,
    doi varchar,
    kind varchar not null
);
comment on table document is 'The documents from which mitigations were collected.';
comment on column document.document_id is 'Short reference in the database: first author or publishing body, then the year, such as Schuett2023.';
comment on column document.title is 'Title of the document.';
comment on column document.first_author is 'Family name of the first author, or the body that published it.';
comment on column document.year is 'Year of publication.';
comment on column document.url is 'Where to read it.';
comment on column document.doi is 'Digital object identifier, such as 10.48550/arXiv.2305.07153; empty if it has none.';
comment on column document.kind is 'Kind of document, in the words of the MIT AI Risk Mitigation Database: Legislation, Other government document, Other non-government document or Preprint.';

create table taxonomy (
    code varchar primary key,
    name varchar not null,
    parent_code varchar,
    kind varchar not null check (kind in ('category', 'subcategory', 'catch_all')),
    description varchar not null,
    examples varchar not null
);
comment on table taxonomy is 'The MIT AI Risk Mitigation Taxonomy (draft): 4 categories, 23 subcategories, and the 4 catch-all codes that the database uses.';
comment on column taxonomy.code is 'Code, a text: 1 to 4 for categories, 1.1 to 4.6 for subcategories, 1.X, 2.X, 3.X and X.X for what fits nowhere else.';
comment on column taxonomy.name is 'Name of the category or subcategory, as in the draft; for a catch-all, a name of ours.';
comment on column taxonomy.parent_code is 'Code of the category it belongs to; empty for categories and for X.X.';
comment on column taxonomy.kind is 'category (top level), subcategory, or catch_all (holds what fits nowhere else).';
comment on column taxonomy.description is 'What it covers, in our own words.';
comment on column taxonomy.examples is 'Examples of mitigations it covers, in our own words, joined by semicolons.';

create table mitigation (
    mitigation_id varchar primary key,
    label varchar not null,
    document_id varchar not null references document (document_id),
    code varchar not null references taxonomy (code),
    definition varchar,
    official_definition varchar,
    stems varchar[] not null,
    search_text varchar not null
);
comment on table mitigation is 'The mitigations of the MIT AI Risk Mitigation Database, July 2025.';
comment on column mitigation.mitigation_id is 'Identifier in that database: A and four digits.';
comment on column mitigation.label is 'Short name of the mitigation, as in that database; some documents share one.';
comment on column mitigation.document_id is 'The document it was found in.';
comment on column mitigation.code is 'Its place in the taxonomy: a subcategory or a catch-all.';
comment on column mitigation.definition is 'What is done, by whom and to what end, in our own words; empty if no survey asked about it.';
comment on column mitigation.official_definition is 'The definition in the MIT AI Risk Mitigation Database, word for word; empty unless its export was imported, and where it gives none.';
comment on column mitigation.stems is 'Stems of the words of the label, without stop words: what nearness is judged by.';
comment on column mitigation.search_text is 'Label and definitions as searches compare them: without regard to case and accents, followed by the stems of their words.';

create table mitigation_facet (
    mitigation_id varchar not null references mitigation (mitigation_id),
    facet varchar not null check (facet in ('lifecycle_stage', 'actor', 'nist_function')),
    value varchar not null,
    rationale varchar not null,
    basis varchar not null check (basis in ('our_coding', 'source')),
    primary key (mitigation_id, facet)
);
comment on table mitigation_facet is 'When, by whom and to what end the surveyed mitigations are chiefly carried out.';
comment on column mitigation_facet.mitigation_id is 'The mitigation.';
comment on column mitigation_facet.facet is 'lifecycle_stage (of the AI system), actor (who carries it out), or nist_function (of the NIST AI Risk Management Framework 1.0: Govern, Map, Measure, Manage).';
comment on column mitigation_facet.value is 'The chief stage, actor or function.';
comment on column mitigation_facet.rationale is 'Why this value, in a sentence.';
comment on column mitigation_facet.basis is 'our_coding: our own judgement; source: read from the MIT AI Risk Navigator, which calls its page preliminary.';

create table newer_database (
    version varchar primary key,
    mitigations integer not null check (mitigations > 0),
    documents integer not null check (documents > 0)
);
comment on table newer_database is 'The newer draft of the MIT AI Risk Mitigation Database, which we do not hold: its size by its own count. Nothing of it is counted in mitigation.';
comment on column newer_database.version is 'Which state of the draft it is.';
comment on column newer_database.mitigations is 'Mitigations that it classifies (count), as it says itself.';
comment on column newer_database.documents is 'Documents that they were found in (count), as it says itself.';

create table newer_database_part (
    code varchar primary key,
    parent_code varchar,
    name varchar not null,
    mitigations integer not null check (mitigations >= 0)
);
comment on table newer_database_part is 'How many mitigations stand in each part of the taxonomy of the newer draft, in its two upper levels. It is another taxonomy than that of the table taxonomy: codes that look alike mean other things.';
comment on column newer_database_part.code is 'Code in the newer draft, a text: 1, 2, 3 and 99 for the upper level, such as 1.1 for the level below.';
comment on column newer_database_part.parent_code is 'Code of the part that it belongs to; empty for the upper level.';
comment on column newer_database_part.name is 'Name of the part, as in the draft.';
comment on column newer_database_part.mitigations is 'Mitigations (count), as the draft counts them. Parts of a level need not add up to the part above or to the whole.';

create table study (
    study_id varchar primary key,
    name varchar not null,
    title varchar not null,
    authors varchar not null,
    year smallint not null check (year between 1990 and 2100),
    url varchar,
    doi varchar,
    asked_about varchar not null,
    people varchar not null default 'experts',
    sample varchar,
    invited integer check (invited >= respondents),
    respondents integer not null check (respondents > 0),
    minimum_group_size integer not null check (minimum_group_size > 0),
    citation varchar not null,
    licence varchar,
    hides_small_groups boolean not null default true,
    risk_areas_add_up boolean not null default true
);
comment on table study is 'The expert surveys.';
comment on column study.study_id is 'Identifier used in addresses and files: lower-case letters, digits and hyphens.';
comment on column study.name is 'Short name shown on the pages.';
comment on column study.title is 'Title of the publication.';
comment on column study.authors is 'Authors, as cited.';
comment on column study.year is 'Year of publication.';
comment on column study.url is 'Where to read it; empty if it is not published.';
comment on column study.doi is 'Digital object identifier, such as 10.48550/arXiv.2305.07153; empty if it has none.';
comment on column study.asked_about is 'What the statements are about, to complete "statements about ...".';
comment on column study.people is 'What those who answered are called, such as experts.';
comment on column study.sample is 'How those who answered came to answer; empty: invited experts.';
comment on column study.invited is 'People invited to answer (count); empty if not reported.';
comment on column study.respondents is 'People who answered (count).';
comment on column study.minimum_group_size is 'A group with fewer members than this (count) is never shown on its own, unless the source itself publishes every answer; see hides_small_groups.';
comment on column study.citation is 'How to cite the study.';
comment on column study.licence is 'Licence of the answers, as whoever imported them states it; empty for published studies: see the source.';
comment on column study.hides_small_groups is 'Whether groups smaller than minimum_group_size are not shown; false where the source itself publishes every answer.';
comment on column study.risk_areas_add_up is 'Whether answers about several risk areas may be taken together; false where each of them was rated by other respondents.';

create table study_source (
    study_id varchar not null references study (study_id),
    basis varchar not null check (basis in ('counted', 'reconstructed', 'estimated', 'bounded')),
    source varchar not null,
    method varchar not null,
    primary key (study_id, basis)
);
comment on table study_source is 'Where the figures of a study come from, one row a basis.';
comment on column study_source.study_id is 'The study.';
comment on column study_source.basis is 'How a figure is known: counted (published, or counted by us from answers), reconstructed (proven from printed figures), estimated (a published weighted share with its interval; no counts) or bounded (a published bound).';
comment on column study_source.source is 'The source to name beside a figure.';
comment on column study_source.method is 'How the figure was obtained, in a sentence.';

create table study_dimension (
    study_id varchar not null references study (study_id),
    dimension varchar not null check (dimension in ('affiliation', 'expertise', 'subgroup', 'risk_area', 'wave')),
    recorded boolean not null,
    note varchar not null,
    primary key (study_id, dimension)
);
comment on table study_dimension is 'By what a study can be filtered and split, and why not where it cannot.';
comment on column study_dimension.study_id is 'The study.';
comment on column study_dimension.dimension is 'affiliation, expertise or subgroup (of the respondent), risk_area (that the answer is about), or wave (in which it was given).';
comment on column study_dimension.recorded is 'Whether the study recorded it.';
comment on column study_dimension.note is 'What to know about it, or why the study has none, in our own words.';

create table study_group (
    study_id varchar not null,
    dimension varchar not null,
    name varchar not null,
    position integer not null,
    members integer check (members > 0),
    primary key (study_id, dimension, name),
    foreign key (study_id, dimension) references study_dimension (study_id, dimension)
);
comment on table study_group is 'The groups of respondents of a study, the risk areas that it asked about, and its waves.';
comment on column study_group.study_id is 'The study.';
comment on column study_group.dimension is 'affiliation, expertise, subgroup, risk_area or wave.';
comment on column study_group.name is 'Name of the group, as in the study.';
comment on column study_group.position is 'Order in which groups are listed, from 1; the last wave is the current one.';
comment on column study_group.members is 'Respondents in the group (count), whether or not they answered a given statement; empty if not reported, or not to be shown.';

create table scale (
    scale_id varchar primary key,
    kind varchar not null check (kind in ('bipolar', 'unipolar', 'two_options')),
    cut varchar not null
);
comment on table scale is 'The scales on which answers are given; their answers stand in answer_option.';
comment on column scale.scale_id is 'Identifier of the answer scale: agreement5 has five degrees of agreement and "don''t know".';
comment on column scale.kind is 'bipolar: from against to for; unipolar: from little to much; two_options: two answers, one of which counts as for.';
comment on column scale.cut is 'Who counts which answers as for.';

create table answer_option (
    scale_id varchar not null references scale (scale_id),
    option_id varchar not null,
    position integer not null,
    label varchar not null,
    score integer,
    stance varchar not null check (stance in ('against', 'neutral', 'for', 'not_for', 'none')),
    answered boolean not null default true,
    primary key (scale_id, option_id),
    check (score is null or stance <> 'none')
);
comment on table answer_option is 'The answers that a scale offers.';
comment on column answer_option.scale_id is 'The answer scale.';
comment on column answer_option.option_id is 'Identifier of the answer within its scale.';
comment on column answer_option.position is 'Order on the scale, from 1.';
comment on column answer_option.label is 'The answer in words.';
comment on column answer_option.score is 'What the answer counts for in a mean (scale points), such as -2 (strongly disagree) to 2 (strongly agree); empty for an answer that is no opinion, and where a scale has no means.';
comment on column answer_option.stance is 'The side that the answer takes: against, neutral or for; not_for on a scale of how much; none for an answer that is no opinion.';
comment on column answer_option.answered is 'Whether it is an answer at all, as "don''t know" is and "not answered" is not; only answers are counted among respondents.';

create table question (
    study_id varchar not null references study (study_id),
    question_id varchar not null,
    position integer not null,
    label varchar not null,
    stem varchar not null,
    reads varchar not null,
    verb varchar not null,
    counts varchar not null,
    noun varchar not null,
    scale_id varchar references scale (scale_id),
    primary key (study_id, question_id)
);
comment on table question is 'What a study asked about several items, on one scale.';
comment on column question.study_id is 'The study.';
comment on column question.question_id is 'Identifier within the study: lower-case words and digits joined by hyphens.';
comment on column question.position is 'Order within the study, from 1.';
comment on column question.label is 'Short name.';
comment on column question.stem is 'What was asked, in our own words.';
comment on column question.reads is 'How a result reads in a sentence that begins with a share of people; {} stands for the statement of the item.';
comment on column question.verb is 'The same without a statement.';
comment on column question.noun is 'What there can be much or little of, such as agreement.';
comment on column question.counts is 'What counts as for, in words that follow a share of people.';
comment on column question.scale_id is 'The answer scale; empty if we hold no counts of answers.';

create table item (
    study_id varchar not null references study (study_id),
    question_id varchar not null,
    item_id varchar not null,
    position integer not null,
    label varchar not null,
    statement varchar not null,
    search_text varchar not null,
    code varchar references taxonomy (code),
    primary key (study_id, item_id),
    foreign key (study_id, question_id) references question (study_id, question_id)
);
comment on table item is 'What the experts were asked: a statement to agree with, or a measure to judge.';
comment on column item.study_id is 'The study.';
comment on column item.question_id is 'The question that was asked about it.';
comment on column item.item_id is 'Identifier within the study: lower-case words and digits joined by hyphens.';
comment on column item.position is 'Order in the paper''s table of answer counts, else in the taxonomy, from 1.';
comment on column item.label is 'Short name, as in the paper''s table of answer counts, else as in the MIT AI Risk Mitigation Database.';
comment on column item.statement is 'What it means, in our own words, not the wording the experts saw: a statement as a clause, a measure as what would reduce the risk.';
comment on column item.search_text is 'Label and statement as searches compare them: without regard to case and accents, followed by the stems of their words.';
comment on column item.code is 'Its place in the taxonomy; empty if it is no mitigation, such as a worry.';

create table item_mitigation (
    study_id varchar not null,
    item_id varchar not null,
    mitigation_id varchar not null references mitigation (mitigation_id),
    primary key (study_id, item_id, mitigation_id),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table item_mitigation is 'Which mitigation of the database an item is about; two items stand there twice.';
comment on column item_mitigation.study_id is 'The study.';
comment on column item_mitigation.item_id is 'The item.';
comment on column item_mitigation.mitigation_id is 'The mitigation.';

create table group_size (
    study_id varchar not null references study (study_id),
    affiliation varchar,
    expertise varchar,
    subgroup varchar,
    members integer check (members > 0)
);
comment on table group_size is 'How many respondents have an affiliation, an expertise, or both; for studies whose answers are held respondent by respondent.';
comment on column group_size.study_id is 'The study.';
comment on column group_size.affiliation is 'Affiliation; empty: whatever it is.';
comment on column group_size.expertise is 'Expertise; empty: whatever it is.';
comment on column group_size.subgroup is 'Group of a further dimension of the study''s own; empty: whatever it is.';
comment on column group_size.members is 'Respondents (count); empty if it is not to be shown.';

create table item_crosswalk (
    study_id varchar not null,
    item_id varchar not null,
    other_study_id varchar not null,
    other_item_id varchar not null,
    closeness varchar not null check (closeness in ('same', 'narrower', 'broader', 'related')),
    rationale varchar not null,
    primary key (study_id, item_id, other_study_id, other_item_id),
    foreign key (study_id, item_id) references item (study_id, item_id),
    foreign key (other_study_id, other_item_id) references item (study_id, item_id)
);
comment on table item_crosswalk is 'Which items of two studies are about the same thing: our own judgement. Their figures are shown side by side, never added up.';
comment on column item_crosswalk.study_id is 'The study of the item.';
comment on column item_crosswalk.item_id is 'The item.';
comment on column item_crosswalk.other_study_id is 'The study of the other item.';
comment on column item_crosswalk.other_item_id is 'The other item.';
comment on column item_crosswalk.closeness is 'How the item compares with the other: same; narrower or broader than it; related (they overlap, neither contains the other).';
comment on column item_crosswalk.rationale is 'What they share and where they differ, in a sentence.';

create table risk (
    code varchar primary key,
    parent_code varchar,
    name varchar not null,
    description varchar not null,
    risks_in_repository integer check (risks_in_repository > 0)
);
comment on table risk is 'The vocabulary of risks that those of all studies lead to: 7 domains and 24 subdomains of the MIT AI Risk Repository.';
comment on column risk.code is 'Code, a text: 1 to 7 for domains, 1.1 to 7.6 for subdomains.';
comment on column risk.parent_code is 'Code of the domain that a subdomain belongs to; empty for domains.';
comment on column risk.name is 'Name, as in the repository.';
comment on column risk.description is 'What it is, in our own words.';
comment on column risk.risks_in_repository is 'Risks that the repository lists under a domain (count); empty for subdomains.';

create table risk_link (
    study_id varchar not null,
    kind varchar not null check (kind in ('item', 'question', 'risk_area')),
    id varchar not null,
    risk varchar not null references risk (code),
    strength varchar not null check (strength in ('same', 'part', 'related')),
    rationale varchar not null,
    primary key (study_id, kind, id, risk)
);
comment on table risk_link is 'Which risk each thing that a study asked about leads to: our own judgement. Figures of several studies are shown side by side, never added up.';
comment on column risk_link.study_id is 'The study.';
comment on column risk_link.kind is 'What leads to the risk: an item, a question with all its items, or a risk_area that answers are about.';
comment on column risk_link.id is 'The item or question by its identifier, the risk area by its name.';
comment on column risk_link.risk is 'Code of the risk: a subdomain, or a domain where none is named.';
comment on column risk_link.strength is 'same: both are about the same thing; part: one is a part of the other; related: they touch, and neither contains the other. Of a measure it is said of the risk that it works against.';
comment on column risk_link.rationale is 'Why, in a sentence.';

create table affiliation_link (
    study_id varchar not null,
    affiliation varchar,
    kind_of_respondent varchar not null check (kind_of_respondent in (
        'Academia', 'AI labs and industry', 'Civil society', 'Government', 'Public', 'Other'
    )),
    rationale varchar not null
);
comment on table affiliation_link is 'What the groups of respondents of each study are in words that all studies share: our own judgement. Pages show the study''s own names.';
comment on column affiliation_link.study_id is 'The study.';
comment on column affiliation_link.affiliation is 'Name of the group, as in the study; empty: all who answered the study.';
comment on column affiliation_link.kind_of_respondent is 'The kind of respondent, in shared words.';
comment on column affiliation_link.rationale is 'Why, and what is to be kept in mind, in a sentence.';

create table governance_coverage (
    code varchar primary key references risk (code),
    documents_with_good_coverage integer not null check (documents_with_good_coverage >= 0),
    documents_with_minimal_coverage integer not null check (documents_with_minimal_coverage >= 0),
    documents_with_no_coverage integer not null check (documents_with_no_coverage >= 0),
    documents_in_all integer not null check (documents_in_all > 0)
);
comment on table governance_coverage is 'How many of the laws, standards and other documents on governing AI that AGORA collects deal with each risk, as the MIT AI Risk Initiative coded them (April 2026).';
comment on column governance_coverage.code is 'The risk, a subdomain. A document may deal with several, so that rows must not be added up.';
comment on column governance_coverage.documents_with_good_coverage is 'Documents that deal with the risk well (count).';
comment on column governance_coverage.documents_with_minimal_coverage is 'Documents that hardly deal with it (count).';
comment on column governance_coverage.documents_with_no_coverage is 'Documents that do not deal with it (count).';
comment on column governance_coverage.documents_in_all is 'Documents that were coded (count): the three before, added up.';

create table incident (
    year smallint not null check (year between 1950 and 2100),
    code varchar references risk (code),
    domain_name varchar not null,
    incidents integer not null check (incidents >= 0),
    primary key (year, domain_name)
);
comment on table incident is 'Reported incidents with AI by year and domain of risk, from the MIT AI Incident Tracker (April 2026). The last year may not be complete; subdomains are not told apart.';
comment on column incident.year is 'The year.';
comment on column incident.code is 'Code of the domain; empty for incidents that the tracker places in none.';
comment on column incident.domain_name is 'Name of the domain, as in the tracker.';
comment on column incident.incidents is 'Incidents (count).';

create table side_by_side (
    topic varchar not null,
    position integer not null,
    study_id varchar not null,
    item_id varchar,
    risk_area varchar,
    closeness varchar not null check (closeness in ('same', 'narrower', 'broader', 'related')),
    what_differs varchar not null,
    primary key (topic, position),
    check ((item_id is null) <> (risk_area is null))
);
comment on table side_by_side is 'What different studies asked about the same topic: our own judgement. Their figures are shown side by side, never added up.';
comment on column side_by_side.topic is 'The topic, in our own words.';
comment on column side_by_side.position is 'Order within the topic, from 1.';
comment on column side_by_side.study_id is 'The study that asked.';
comment on column side_by_side.item_id is 'The item that it asked about; empty where a whole risk area is about the topic.';
comment on column side_by_side.risk_area is 'The risk area of the study that is about the topic; empty where it is an item.';
comment on column side_by_side.closeness is 'How what was asked compares with the topic: same; narrower or broader than it; related (they overlap, neither contains the other).';
comment on column side_by_side.what_differs is 'What is different about it, in a sentence or two.';

create table mitigation_crosswalk (
    study_id varchar not null,
    item_id varchar not null,
    mitigation_id varchar not null references mitigation (mitigation_id),
    closeness varchar not null check (closeness in ('same', 'narrower', 'broader', 'related')),
    rationale varchar not null,
    primary key (study_id, item_id, mitigation_id),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table mitigation_crosswalk is 'Which mitigations an item compares with that is not itself in the database of mitigations: our own judgement, mostly by the name of the mitigation. The mitigation does not count as asked of experts.';
comment on column mitigation_crosswalk.study_id is 'The study of the item.';
comment on column mitigation_crosswalk.item_id is 'The item.';
comment on column mitigation_crosswalk.mitigation_id is 'The mitigation.';
comment on column mitigation_crosswalk.closeness is 'How the item compares with the mitigation: same; narrower or broader than it; related (they overlap, neither contains the other).';
comment on column mitigation_crosswalk.rationale is 'What they share and where they differ, in a sentence.';

create table no_counterpart (
    study_id varchar not null,
    item_id varchar not null,
    reason varchar not null,
    primary key (study_id, item_id),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table no_counterpart is 'The items that have no place in the taxonomy of mitigations, and why; other studies may have asked about the same thing all the same, see item_crosswalk.';
comment on column no_counterpart.study_id is 'The study.';
comment on column no_counterpart.item_id is 'The item.';
comment on column no_counterpart.reason is 'Why it has none, in a sentence or two.';

create table comment_theme (
    study_id varchar not null,
    item_id varchar not null,
    position integer not null,
    theme varchar not null,
    voices varchar not null check (voices in ('several', 'single')),
    primary key (study_id, item_id, position),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table comment_theme is 'What experts wrote about an item in their own words, where a public summary tells; preliminary.';
comment on column comment_theme.study_id is 'The study.';
comment on column comment_theme.item_id is 'The item.';
comment on column comment_theme.position is 'Order in the summary, from 1.';
comment on column comment_theme.theme is 'The theme, as a sentence in our own words.';
comment on column comment_theme.voices is 'several: a theme of several comments; single: one comment only.';

create table navigator_code (
    study_id varchar not null,
    item_id varchar not null,
    code varchar not null,
    code_name varchar not null,
    parent_code varchar not null,
    parent_name varchar not null,
    primary key (study_id, item_id),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table navigator_code is 'Where a newer, unpublished taxonomy places an item. Read from the MIT AI Risk Navigator, which calls it preliminary and asks not to cite it: show it only with that notice.';
comment on column navigator_code.study_id is 'The study.';
comment on column navigator_code.item_id is 'The item.';
comment on column navigator_code.code is 'Code in the newer taxonomy.';
comment on column navigator_code.code_name is 'Name of the code.';
comment on column navigator_code.parent_code is 'Code it belongs to.';
comment on column navigator_code.parent_name is 'Name of that code.';

create table response (
    study_id varchar not null references study (study_id),
    respondent_id varchar not null,
    item_id varchar not null,
    risk_area varchar,
    affiliation varchar,
    expertise varchar,
    option_id varchar not null,
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table response is 'One row a respondent''s answer; only of studies that publish them, or were imported with leave to give single answers away.';
comment on column response.study_id is 'The study.';
comment on column response.respondent_id is 'Identifier of the respondent within the study; carries no personal data.';
comment on column response.item_id is 'The item answered.';
comment on column response.risk_area is 'Risk area the answer is about; empty if the study does not distinguish.';
comment on column response.affiliation is 'Affiliation of the respondent; empty if not recorded.';
comment on column response.expertise is 'Expertise of the respondent; empty if not recorded.';
comment on column response.option_id is 'The answer; see answer_option.';

create table cell (
    study_id varchar not null,
    item_id varchar not null,
    risk_area varchar,
    wave varchar,
    affiliation varchar,
    expertise varchar,
    subgroup varchar,
    option_id varchar not null,
    world integer not null check (world >= 0),
    n integer not null check (n >= 0),
    weight double check (weight >= 0),
    squared_weight double check (squared_weight >= 0),
    basis varchar not null,
    foreign key (study_id, item_id) references item (study_id, item_id),
    foreign key (study_id, basis) references study_source (study_id, basis)
);
comment on table cell is 'Counts of answers: what every chart, table and file is made from. A count that is not determined has no row.';
comment on column cell.study_id is 'The study.';
comment on column cell.item_id is 'The item.';
comment on column cell.risk_area is 'Risk area; empty: not told apart.';
comment on column cell.wave is 'Wave in which the answers were given, such as a round or a year; empty: there was one.';
comment on column cell.affiliation is 'Affiliation of the respondents counted; empty: all respondents together, whatever their affiliation.';
comment on column cell.expertise is 'Expertise of the respondents counted; empty: not told apart.';
comment on column cell.subgroup is 'Group of a further dimension of the study''s own, such as the economy of a country; empty: not told apart.';
comment on column cell.option_id is 'The answer; see answer_option.';
comment on column cell.world is '0: known as it stands. 1, 2, ...: number of the reconstruction among those that fit the published figures; a figure is exact if every world of its item agrees.';
comment on column cell.n is 'Respondents who gave this answer (count).';
comment on column cell.weight is 'Weights of those respondents added up, of a weighted survey; the mean weight of all its respondents is 1.';
comment on column cell.squared_weight is 'Squares of those weights added up: with weight they give the effective number of respondents.';
comment on column cell.basis is 'How the count is known: counted or reconstructed; see study_source.';

create table candidate (
    study_id varchar not null,
    item_id varchar not null,
    affiliation varchar not null,
    possible integer not null check (possible >= fitting),
    fitting integer not null check (fitting > 0),
    primary key (study_id, item_id, affiliation),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table candidate is 'How far the printed figures of a group narrow down its answers before groups are put together; reconstructed studies only.';
comment on column candidate.study_id is 'The study.';
comment on column candidate.item_id is 'The item.';
comment on column candidate.affiliation is 'The group.';
comment on column candidate.possible is 'Sets of whole-number answers (count) that the group could give within the printed totals of each answer.';
comment on column candidate.fitting is 'How many of them (count) have the mean and the standard error that are printed for the group.';

create table hidden_group (
    study_id varchar not null,
    item_id varchar not null,
    risk_area varchar,
    wave varchar,
    affiliation varchar,
    expertise varchar,
    subgroup varchar,
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table hidden_group is 'Groups that answered an item but have no cells, because they are too small to be shown, or would betray one that is.';
comment on column hidden_group.study_id is 'The study.';
comment on column hidden_group.item_id is 'The item.';
comment on column hidden_group.risk_area is 'As in cell.';
comment on column hidden_group.wave is 'As in cell.';
comment on column hidden_group.affiliation is 'As in cell.';
comment on column hidden_group.expertise is 'As in cell.';
comment on column hidden_group.subgroup is 'As in cell.';

create table chosen_together (
    study_id varchar not null,
    risk_area varchar,
    item_id varchar not null,
    other_item_id varchar not null,
    n integer not null check (n > 0),
    n_respondents integer not null check (n_respondents >= n),
    foreign key (study_id, item_id) references item (study_id, item_id),
    foreign key (study_id, other_item_id) references item (study_id, item_id)
);
comment on table chosen_together is 'In how many preferred combinations two items stand together; studies that did not ask for combinations have no rows.';
comment on column chosen_together.study_id is 'The study.';
comment on column chosen_together.risk_area is 'Risk area that the combinations are against; empty: not told apart.';
comment on column chosen_together.item_id is 'The item.';
comment on column chosen_together.other_item_id is 'The other item; the same for in how many combinations the item stands at all.';
comment on column chosen_together.n is 'Respondents whose preferred combination has both (count).';
comment on column chosen_together.n_respondents is 'Respondents who prefer any combination (count).';

create table tally (
    study_id varchar not null,
    item_id varchar not null,
    risk_area varchar,
    wave varchar,
    affiliation varchar,
    expertise varchar,
    subgroup varchar,
    group_by varchar not null,
    world smallint not null,
    option_1 double not null,
    option_2 double not null,
    option_3 double not null,
    option_4 double not null,
    option_5 double not null,
    option_6 double not null,
    option_7 double not null,
    option_8 double not null,
    option_9 double not null,
    option_10 double not null,
    option_11 double not null,
    n_for double not null,
    n_against double not null,
    n_opinion double not null,
    score double,
    no_opinion double not null,
    unanswered double not null,
    everyone_dont_know double,
    hidden boolean not null,
    basis varchar,
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table tally is 'The cells side by side, one row a group and world, ready to be added up; made from cell by tally.sql.';
comment on column tally.study_id is 'The study.';
comment on column tally.item_id is 'The item.';
comment on column tally.risk_area is 'As in cell.';
comment on column tally.wave is 'As in cell.';
comment on column tally.affiliation is 'As in cell.';
comment on column tally.expertise is 'As in cell.';
comment on column tally.subgroup is 'As in cell.';
comment on column tally.group_by is 'The dimensions of people that are not empty in this row, joined by "+": none, or of affiliation, expertise, subgroup.';
comment on column tally.world is 'As in cell.';
comment on column tally.option_1 is 'Respondents who gave the first opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_2 is 'Respondents who gave the second opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_3 is 'Respondents who gave the third opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_4 is 'Respondents who gave the fourth opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_5 is 'Respondents who gave the fifth opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_6 is 'Respondents who gave the sixth opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_7 is 'Respondents who gave the seventh opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_8 is 'Respondents who gave the eighth opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_9 is 'Respondents who gave the ninth opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_10 is 'Respondents who gave the tenth opinion of the scale (count); 0 if it has fewer.';
comment on column tally.option_11 is 'Respondents who gave the eleventh opinion of the scale (count); 0 if it has fewer.';
comment on column tally.n_for is 'Respondents whose answer counts as for (count).';
comment on column tally.n_against is 'Respondents whose answer is against (count).';
comment on column tally.n_opinion is 'Respondents who gave an opinion (count): all opinions of the scale added up.';
comment on column tally.score is 'Scores of all opinions added up (scale points): divided by n_opinion it is the mean; empty if the scale has no scores.';
comment on column tally.no_opinion is 'Respondents who said "don''t know" (count); where that is not determined, members of the group who gave no opinion.';
comment on column tally.unanswered is 'How many of all the study''s respondents did not answer the item (count), where some of no_opinion may be among them; else 0.';
comment on column tally.everyone_dont_know is '"Don''t know" among all respondents of the study (count); empty where the don''t-knows of the group are known.';
comment on column tally.hidden is 'Whether the group is not to be shown: it has no counts then, and nor has anything that it is part of.';
comment on column tally.basis is 'As in cell.';

create table published (
    study_id varchar not null,
    item_id varchar not null,
    risk_area varchar,
    affiliation varchar,
    expertise varchar,
    statistic varchar not null check (statistic in (
        'n_respondents', 'n_opinion', 'mean', 'standard_error',
        'strongly_disagree', 'somewhat_disagree', 'neither', 'somewhat_agree', 'strongly_agree', 'dont_know',
        'agreement_share', 'preferred_combination_share'
    )),
    relation varchar not null check (relation in ('=', '>')),
    value double not null,
    source varchar not null,
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table published is 'Figures as the source prints them.';
comment on column published.study_id is 'The study.';
comment on column published.item_id is 'The item.';
comment on column published.risk_area is 'Risk area; empty: not told apart.';
comment on column published.affiliation is 'Affiliation; empty: all respondents. "Academia + Civil society" is the paper''s combined group.';
comment on column published.expertise is 'Expertise; empty: not told apart.';
comment on column published.statistic is 'n_respondents and n_opinion (people), mean (-2 to 2), standard_error (scale points), an answer option (people who gave it), agreement_share (0 to 1, experts who agree), or preferred_combination_share (0 to 1, experts whose preferred combination of measures contains the item).';
comment on column published.relation is '= for a figure printed as such; > for a lower bound.';
comment on column published.value is 'The figure, with the decimals printed; a share is from 0 to 1.';
comment on column published.source is 'Where in the source it is printed.';

create table estimate (
    study_id varchar not null,
    item_id varchar not null,
    share double not null check (share between 0 and 1),
    share_low double not null check (share_low <= share),
    share_high double not null check (share_high >= share),
    base varchar not null,
    primary key (study_id, item_id),
    foreign key (study_id, item_id) references item (study_id, item_id)
);
comment on table estimate is 'Weighted shares that a study publishes with their intervals; there are no counts behind them here.';
comment on column estimate.study_id is 'The study.';
comment on column estimate.item_id is 'The item.';
comment on column estimate.share is 'Estimated share (0 to 1) of the people whom the study is about.';
comment on column estimate.share_low is 'Lower end of its 95 % interval (0 to 1), as published.';
comment on column estimate.share_high is 'Upper end of its 95 % interval (0 to 1), as published.';
comment on column estimate.base is 'How the share is weighted and what it is a share of, to follow the number of people.';

-- The items of a question (empty: the first) under the chosen parts of the taxonomy that contain all
-- words searched for, by their stems; null lets everything through.
create macro matching_items(chosen_study, chosen_question, categories, stems) as table
select item.*, taxonomy.name as category
from item
join question using (study_id, question_id)
left join taxonomy using (code)
where
    item.study_id = chosen_study
    and (
        item.question_id = chosen_question
        or (chosen_question = '' and question.position = 1)
        or chosen_question is null
    )
    and coalesce(
        list_contains(categories, taxonomy.code) or list_contains(categories, taxonomy.parent_code),
        categories is null
    )
    and coalesce(
        list_bool_and(list_transform(stems, lambda stem: contains(item.search_text, stem))), true
    );

-- By which dimensions of people the cells that are needed are told apart, as tally.group_by has
-- them: those that are filtered or split by.
create macro needed_group_by(split, affiliations, expertises, subgroups) as concat_ws(
    '+',
    case when split = 'affiliation' or affiliations is not null then 'affiliation' end,
    case when split = 'expertise' or expertises is not null then 'expertise' end,
    case when split = 'subgroup' or subgroups is not null then 'subgroup' end
);
