using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

internal static partial class RuleDescriptors
{
    private const string Permissions = "Permissions";

    public static readonly DiagnosticDescriptor PermissionIsMissing = Error(
        RuleIds.PermissionIsMissing,
        Permissions,
        title: "Permission is not declared",
        message: "'{0}' does not declare the permission '{1}': {2}",
        description: "What a definition does not declare is refused at run time with PERMISSION_DENIED, whatever the policies allow.");

    public static readonly DiagnosticDescriptor PermissionIsTooNarrow = Error(
        RuleIds.PermissionIsTooNarrow,
        Permissions,
        title: "Permission is declared for another resource",
        message: "'{0}' declares the permission '{1}' on '{2}', which does not cover '{3}': {4}",
        description: "An operation on a resource that no declared pattern matches is refused at run time with PERMISSION_DENIED.");

    public static readonly DiagnosticDescriptor PermissionIsUnused = Hint(
        RuleIds.PermissionIsUnused,
        Permissions,
        title: "Declared permission is never used",
        message: "'{0}' declares the permission '{1}' and no operation of it needs it",
        description: "A definition should be able to do no more than it does: the declaration can go.",
        WellKnownDiagnosticTags.Unnecessary);

    public static readonly DiagnosticDescriptor PermissionMayBeTooNarrow = Info(
        RuleIds.PermissionMayBeTooNarrow,
        Permissions,
        title: "Permission may be declared too narrowly",
        message: "'{0}' declares the permission '{1}' on '{2}', and the resource is known only at run time: {3}",
        description: "The resource of the operation is not known at compile time; where no declared pattern matches it, the operation is refused.");

    public static readonly DiagnosticDescriptor PermissionIsGrantedToNobody = Warning(
        RuleIds.PermissionIsGrantedToNobody,
        Permissions,
        title: "Declared permission is granted by no policy",
        message: "'{0}' declares the permission '{1}', which no policy in {2} allows",
        description: "A declaration is a ceiling and grants nothing: where no policy allows the action, the operation is refused in strict mode.");
}
