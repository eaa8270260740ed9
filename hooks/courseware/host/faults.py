"""Why a site can't be built: a message for people, whoever drives the build."""


class SiteError(Exception):
    """Ends the build; the message says what to mend."""
