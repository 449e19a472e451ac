namespace Artel.Supervision;

/// <summary>The texts of <see cref="RestartPolicy"/>, in configuration and in messages.</summary>
internal static class RestartPolicyNames
{
    /// <summary>All of them, for an error.</summary>
    public const string All = "permanent, transient and temporary";

    public static string ToText(this RestartPolicy policy) => policy switch
    {
        RestartPolicy.Permanent => "permanent",
        RestartPolicy.Transient => "transient",
        _ => "temporary",
    };

    public static bool TryParse(string text, out RestartPolicy policy)
    {
        foreach (var known in (ReadOnlySpan<RestartPolicy>)[RestartPolicy.Permanent, RestartPolicy.Transient, RestartPolicy.Temporary])
        {
            if (text.Equals(known.ToText(), StringComparison.OrdinalIgnoreCase))
            {
                policy = known;
                return true;
            }
        }

        policy = default;
        return false;
    }
}
