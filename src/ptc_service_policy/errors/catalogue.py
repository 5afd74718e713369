"""Every code that the library can report."""

from ptc_service_policy.errors.codes import (
    business_time,
    contracts,
    files,
    publishing,
    questions,
    references,
    scenarios,
    schema,
    source,
    versions,
    yaml,
)
from ptc_service_policy.errors.codes.entry import CatalogueEntry

CATALOGUE: dict[str, CatalogueEntry] = {
    entry.code: entry
    for family in (
        files,
        yaml,
        schema,
        references,
        versions,
        contracts,
        business_time,
        questions,
        publishing,
        scenarios,
        source,
    )
    for entry in family.ENTRIES
}
