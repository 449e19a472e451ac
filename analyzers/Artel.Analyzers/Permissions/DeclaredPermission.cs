namespace Artel.Analyzers;

/// <summary>A permission that a definition declares: patterns for the action and for the resource.</summary>
internal readonly record struct DeclaredPermission(string Action, string Resource)
{
    public const string Any = "*";

    public bool ConcernsAction(string action) => TextPattern.Matches(Action, action);

    /// <summary>
    /// True where the need may be what this is declared for: it covers the resource, or that is not known, or nothing covers it, so that
    /// this is what somebody is about to widen.
    /// </summary>
    public bool MayServe(PermissionNeed need, IReadOnlyCollection<DeclaredPermission> declared) => ConcernsAction(need.Action)
        && (need.Resource.Text is not { } text
            || TextPattern.Matches(Resource, text)
            || !declared.Any(other => other.ConcernsAction(need.Action) && TextPattern.Matches(other.Resource, text)));

    /// <summary>In the words of a message.</summary>
    public override string ToString() => Resource == Any ? Action : $"{Action}' on '{Resource}";
}
