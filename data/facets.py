"""Facets by which the surveyed mitigations are coded."""

# The values of each facet, in the order in which they are listed.
FACETS = {
    "lifecycle_stage": (
        "Plan and design",
        "Collect and process data",
        "Build and train",
        "Test and validate",
        "Deploy",
        "Operate and monitor",
        "Other (outside lifecycle)",
    ),
    "actor": (
        "Developer",
        "Deployer",
        "Government",
        "Outside assessor",
        "Infrastructure provider",
        "Several",
    ),
    "nist_function": ("Govern", "Map", "Measure", "Manage"),
}
