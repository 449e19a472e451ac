using System.Collections.Immutable;

namespace Artel.Analyzers;

/// <summary>What a rule tells its fix: the word to write instead.</summary>
internal static class LuaSpelling
{
    public const string Instead = nameof(Instead);

    public static ImmutableDictionary<string, string?> None => ImmutableDictionary<string, string?>.Empty;

    public static ImmutableDictionary<string, string?> Properties(string instead) => None.Add(Instead, instead);

    /// <summary>With the known word that is nearest, if one is near.</summary>
    public static ImmutableDictionary<string, string?> Nearest(string written, IEnumerable<string> known) =>
        Spelling.Nearest(written, known) is { } nearest ? Properties(nearest) : None;
}
