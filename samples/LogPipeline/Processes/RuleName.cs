namespace LogPipeline.Processes;

/// <summary>Rules go by the name part of their definition's id: <c>log.rules:bots</c> is <c>bots</c>.</summary>
internal static class RuleName
{
    /// <summary>The namespace of the rule scripts' ids.</summary>
    public const string Namespace = "log.rules:";

    public static string Of(string definition) => definition[(definition.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
